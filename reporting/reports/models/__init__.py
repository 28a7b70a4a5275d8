from reporting.reports.models.events import ReportEvent, ReportSection
from reporting.reports.models.history import ReportFileHistory, ReportHistory
from reporting.reports.models.reminders import DutyReminder
from reporting.reports.models.reports import Report, ReportFile, ReportJob, ReportRelease

__all__ = [
    "DutyReminder",
    "Report",
    "ReportEvent",
    "ReportFile",
    "ReportFileHistory",
    "ReportHistory",
    "ReportJob",
    "ReportRelease",
    "ReportSection",
]
