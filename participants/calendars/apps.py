from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "participants.calendars"
    verbose_name = _("Calendars")

    def ready(self):
        from participants.calendars.actions import FORMER_LINK
        from projects.team.handover import handovers

        handovers.add(FORMER_LINK)
