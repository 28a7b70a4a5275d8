from reporting.reports.models.history import ReportFileHistory, ReportHistory, ReportTextHistory
from reporting.reports.models.reminders import DutyReminder
from reporting.reports.models.reports import Report, ReportFile, ReportJob, ReportRelease
from reporting.reports.models.texts import ReportTemplate, ReportText, TemplateSection

__all__ = [
    "DutyReminder",
    "Report",
    "ReportFile",
    "ReportFileHistory",
    "ReportHistory",
    "ReportJob",
    "ReportRelease",
    "ReportTemplate",
    "ReportText",
    "ReportTextHistory",
    "TemplateSection",
]
