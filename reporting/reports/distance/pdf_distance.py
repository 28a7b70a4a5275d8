"""Section of the PDF with distance travelled."""

from django.utils.translation import gettext as _

from reporting.reports.distance import distance_rows
from reporting.reports.files.pdf_numbers import thin
from reporting.reports.files.pdf_sections import number_column, paragraph, section, table, text_column

WIDTHS = (18, 19, 23, 14)  # mm


def distances(document, language):
    """Return the section, [] where nothing is measured."""
    blocks = [_table(each) for each in distance_rows.tables(document, language)]
    notes = [paragraph(note) for note in distance_rows.notes(document)]
    return [section(distance_rows.section_text(), [*blocks, *notes])] if blocks else []


def _table(found):
    columns = [text_column(_("Question")), text_column(_("Answered by"), 22)]
    columns += [
        number_column(heading, width) for heading, width in zip(distance_rows.headings(), WIDTHS, strict=True)
    ]
    rows = [
        [
            {"text": row.name, "note": row.note} if row.note else row.name,
            row.who,
            *map(thin, row.figures),
        ]
        for row in found.rows
    ]
    return table(columns, rows, title=found.scale)
