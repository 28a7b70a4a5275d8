from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "participants.register"
    verbose_name = _("Participants")

    def ready(self):
        from participants.register.protection.handover import PROTECTED_RECORDS
        from projects.team.handover import handovers

        handovers.add(PROTECTED_RECORDS)
