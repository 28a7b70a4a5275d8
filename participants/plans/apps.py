from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "participants.plans"
    verbose_name = _("Plans, notes and measurements")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.plans.work_kinds import WORK_KINDS

        for kind in WORK_KINDS:
            KINDS.add(kind)
