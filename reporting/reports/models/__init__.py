from reporting.reports.models.history import ReportFileHistory, ReportHistory
from reporting.reports.models.reminders import DutyReminder
from reporting.reports.models.reports import Report, ReportFile, ReportJob, ReportRelease

__all__ = [
    "DutyReminder",
    "Report",
    "ReportFile",
    "ReportFileHistory",
    "ReportHistory",
    "ReportJob",
    "ReportRelease",
]
