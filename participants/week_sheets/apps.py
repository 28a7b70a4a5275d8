from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeekSheetsConfig(AppConfig):
    name = "participants.week_sheets"
    verbose_name = _("Week sheets")

    def ready(self):
        from participants.casework.kinds import KINDS
        from participants.register.pages.page_context import HISTORY
        from participants.week_sheets.pages import history_source
        from participants.week_sheets.work_kinds import CONFIRMED

        KINDS.add(CONFIRMED)
        HISTORY.add(history_source())
