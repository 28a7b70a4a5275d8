"""Attachments of a report as lines of its document, and as words for its files."""

from django.template.defaultfilters import filesizeformat

from esfportal.files.kinds import FileKind
from reporting.indicators.attached_files import AttachedFile, given_to
from reporting.indicators.names import Name
from reporting.reports.models import ReportFile


def attached_files(report):
    """Return the list of the attachments as they are now, for the report's document."""
    return [_line(attachment) for attachment in report.attachments.select_related("section")]


def _line(attachment):
    section = attachment.section
    heading = Name(section.heading_sv, section.heading_en) if section else None
    facts = attachment.name, attachment.kind, attachment.size, attachment.sha256
    return AttachedFile(attachment.title, *facts, heading)


def kind_label(file):
    return FileKind(file.kind).label


def description(file):
    """Return "plan.pdf, PDF, 245 kB, SHA-256 9f86…" in the language in force."""
    return f"{file.name}, {kind_label(file)}, {filesizeformat(file.size)}, SHA-256 {file.sha256}"


def readable_attachments(report, audience):
    """Return the attachments for a reader of the audience's version."""
    attachments = list(report.attachments.select_related("section", "added_by"))
    return attachments if audience == ReportFile.Audience.FULL else given_to(audience, attachments)
