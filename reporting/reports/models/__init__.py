from reporting.reports.models.attachments import ReportAttachment
from reporting.reports.models.comments import TextComment
from reporting.reports.models.events import ON_TEXT, ReportEvent, ReportSection
from reporting.reports.models.history import (
    ReportFileHistory,
    ReportHistory,
    ReportNoteHistory,
    ReportTextHistory,
)
from reporting.reports.models.notes import ReportNote
from reporting.reports.models.people import ReportPeople
from reporting.reports.models.releases import ReportRelease
from reporting.reports.models.reports import Report, ReportFile, ReportJob
from reporting.reports.models.texts import ReportTemplate, ReportText, TemplateSection

__all__ = [
    "ON_TEXT",
    "Report",
    "ReportAttachment",
    "ReportEvent",
    "ReportFile",
    "ReportFileHistory",
    "ReportHistory",
    "ReportJob",
    "ReportNote",
    "ReportNoteHistory",
    "ReportPeople",
    "ReportRelease",
    "ReportSection",
    "ReportTemplate",
    "ReportText",
    "ReportTextHistory",
    "TemplateSection",
    "TextComment",
]
