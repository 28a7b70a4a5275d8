"""What was written about reports and their files, row by row (esfportal.history)."""

from esfportal.history import track
from reporting.models import Report, ReportFile

# The figures and who is counted stand in the report, and never change once it is submitted.
ReportHistory = track(Report, hidden={"figures": ["figures", "counted", "counted_in"]})
ReportFileHistory = track(ReportFile, find_by="report")
