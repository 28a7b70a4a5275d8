"""Section of the PDF with hours."""

from django.utils.translation import gettext as _

from reporting.reports.files.pdf_numbers import thin
from reporting.reports.files.pdf_sections import (
    paragraph,
    section,
    sex_columns,
    table,
    text_column,
)
from reporting.reports.hours import hours_rows

WIDTH = 14  # mm


def hours(document, language):
    """Return the section, [] for a document without hours."""
    found = hours_rows.table(document, language)
    if found is None:
        return []
    headings = hours_rows.headings()
    columns = [
        text_column(_("Kind of activity")),
        *(column for _each in headings for column in sex_columns(WIDTH)),
    ]
    groups = [{"title": "", "span": 1}, *({"title": heading, "span": 3} for heading in headings)]
    rows = [
        [row.name, *(thin(text) for m in row.figures for text in (m.women, m.men, m.total))]
        for row in found.rows
    ]
    notes = [paragraph(note) for note in hours_rows.notes(document)]
    return [section(hours_rows.section_text(), [table(columns, rows, groups=groups), *notes])]
