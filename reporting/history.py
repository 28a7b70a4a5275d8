"""Row history of reports and their files (esfportal.history)."""

from esfportal.history import track
from reporting.models import Report, ReportFile

# Not copied: the figures and the counted keys are in the report and never change after submission.
ReportHistory = track(Report, hidden={"figures": ["figures", "counted", "counted_in"]})
ReportFileHistory = track(ReportFile, find_by="report")
