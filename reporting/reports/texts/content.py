"""Texts of a report as lines of its document, and as blocks for its page and files."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from esfportal.languages import active_language
from reporting.indicators.document import TextLine
from reporting.indicators.names import Name
from reporting.reports.models.texts import TemplateSection
from reporting.reports.texts import markup


@dataclass(frozen=True)
class ShownText:
    heading: str
    answer: str  # "Yes", "No" or ""
    blocks: list[markup.Block]


def texts_of(report):
    """Return what is written so far, for the report's document."""
    return [_line(text) for text in report.texts_in_order if not text.is_empty]


def _line(text):
    section = text.section
    heading = Name(section.heading_sv, section.heading_en)
    # Line breaks as they are stored, so that the checksum does not depend on a browser.
    return TextLine(section.key, heading, text.text.strip(), section.answer, text.yes_no)


def shown_texts(lines, language):
    return [ShownText(line.heading.in_language(language), _answer(line), _blocks(line)) for line in lines]


def _answer(line):
    return {"yes": _("Yes."), "no": _("No.")}.get(line.yes_no, "")


def _blocks(line):
    is_list = line.kind == TemplateSection.Answer.LIST
    return markup.list_items(line.text) if is_list else markup.blocks(line.text)


def cell_text(line):
    """Return the answer and the words without formatting, for a cell of the workbook."""
    return "\n".join(filter(None, [_answer(line), markup.plain(_blocks(line))]))


def report_texts(report, document):
    """Return the texts for the report's page: those of its document, and of a draft as they are now."""
    lines = texts_of(report) if report.status == report.Status.DRAFT else document.texts
    return shown_texts(lines, active_language())
