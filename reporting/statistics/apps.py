from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "reporting.statistics"
    verbose_name = _("Monthly files to SCB")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from participants.imports.undoing.frozen import FROZEN
        from reporting.statistics.duties.reminders import MONTHS
        from reporting.statistics.overview import in_sent_months

        FROZEN.add(in_sent_months)
        KINDS.add(MONTHS)
