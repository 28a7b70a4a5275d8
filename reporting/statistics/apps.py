from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "reporting.statistics"
    verbose_name = _("Monthly files to SCB")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from participants.casework.kinds import KINDS as WORK
        from participants.imports.undoing.frozen import FROZEN
        from projects.page_context import DUE
        from reporting.statistics.duties.reminders import MONTHS
        from reporting.statistics.duties.unsent import start_context
        from reporting.statistics.duties.work_kinds import SEND_AGAIN, TO_SEND
        from reporting.statistics.overview import in_sent_months

        FROZEN.add(in_sent_months)
        KINDS.add(MONTHS)
        WORK.add(TO_SEND)
        WORK.add(SEND_AGAIN)
        DUE.add(start_context)
