from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "participants.register"
    verbose_name = _("Participants")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from participants.register.exports.jobs import EXPORTED
        from participants.register.pages.page_context import PANELS, Panel
        from participants.register.pages.person_page import outcome_parts, outcomes_context
        from participants.register.protection.handover import PROTECTED_RECORDS
        from projects.team.handover import handovers

        KINDS.add(EXPORTED)
        handovers.add(PROTECTED_RECORDS)
        PANELS.add(Panel(outcomes_context, outcome_parts))
