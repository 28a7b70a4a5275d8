from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "participants.attendance"
    verbose_name = _("Activities")

    def ready(self):
        from participants.attendance.enrolling import end_enrolments
        from participants.attendance.models import ActivityHistory, SessionHistory
        from participants.attendance.pages import enrolled
        from participants.attendance.work_kinds import ATTENDANCE
        from participants.casework.kinds import KINDS
        from participants.register.after_exit import AFTER_EXIT
        from participants.register.pages.page_context import HISTORY, PANELS, TIMELINE, Panel
        from projects.history_entries import SUBJECTS

        SUBJECTS["activities"] = (_("activities"), (ActivityHistory, SessionHistory))
        KINDS.add(ATTENDANCE)
        AFTER_EXIT.add(end_enrolments)
        PANELS.add(Panel(enrolled.person_context, enrolled.panel_parts))
        TIMELINE.add(enrolled.timeline_entries)
        for source in enrolled.history_sources():
            HISTORY.add(source)
