"""Section of the PDF: in short what is counted in another way than in the last report, and why."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.indicators.changes.frozen import changes_in
from reporting.indicators.enums import Span
from reporting.reports.files.pdf_numbers import number
from reporting.reports.files.pdf_sections import number_column, paragraph, section, table, text_column
from reporting.reports.since_last import changed_rows


def changes(document, language):
    """Return the section of what is counted in another way than in the last report, [] without one."""
    since = changes_in(document)
    if since is None:
        return []
    notes = [paragraph(note) for note in changed_rows.notes(since)]
    # In short: the page, the CSV file and the Excel file have the parts, women and men, and the period.
    figures = [each for each in since.figures if not each.part_kind and each.span == Span.CUMULATIVE]
    blocks = [_changes_table(figures, language)] if figures else []
    return [
        section(
            (_("What has changed since the last report"), changed_rows.intro(since, language)),
            [*blocks, *notes],
        )
    ]


def _changes_table(figures, language):
    columns = [
        text_column(_("Figure"), 58),
        number_column(_("Before"), 14),
        number_column(_("Now"), 14),
        text_column(_("Why")),
    ]
    rows = [
        [
            capfirst(each.name.in_language(language)),
            *(_total(count, language) for count in (each.before, each.now)),
            capfirst(changed_rows.reasons(each, language)),
        ]
        for each in figures
    ]
    return table(columns, rows)


def _total(count, language):
    return pgettext("figure", "not stated") if count.total is None else number(count.total, language)
