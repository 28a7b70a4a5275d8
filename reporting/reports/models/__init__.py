from reporting.reports.models.history import ReportFileHistory, ReportHistory
from reporting.reports.models.reports import Report, ReportFile, ReportJob, ReportRelease

__all__ = ["Report", "ReportFile", "ReportFileHistory", "ReportHistory", "ReportJob", "ReportRelease"]
