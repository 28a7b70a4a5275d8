from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "participants.attendance"
    verbose_name = _("Activities")

    def ready(self):
        from participants.attendance.models import ActivityHistory, SessionHistory
        from projects.history_entries import SUBJECTS

        SUBJECTS["activities"] = (_("activities"), (ActivityHistory, SessionHistory))
