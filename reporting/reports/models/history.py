"""Row history of reports and their files (accounts.audit.row_history)."""

from accounts.audit.row_history import track
from reporting.reports.models.notes import ReportNote
from reporting.reports.models.reports import Report, ReportFile
from reporting.reports.models.texts import ReportText

# Not copied: the figures and the counted keys are in the report and never change after submission.
ReportHistory = track(Report, hidden={"figures": ["figures", "counted_participations", "counted_by_figure"]})
ReportFileHistory = track(ReportFile, find_by="report")
ReportNoteHistory = track(ReportNote, find_by="project")
ReportTextHistory = track(ReportText, find_by="report")
