from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    name = "reporting.statistics"
    verbose_name = _("Monthly files to SCB")

    def ready(self):
        from accounts.notifications.kinds import KINDS
        from reporting.statistics.duties.reminders import MONTHS

        KINDS.add(MONTHS)
