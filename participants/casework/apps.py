from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "participants.casework"
    verbose_name = _("Casework")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.casework.register_kinds import REGISTER_KINDS

        for kind in REGISTER_KINDS:
            KINDS.add(kind)
