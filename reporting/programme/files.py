"""CSV and XLSX files of a programme's figures: the sums, or each project's part in them; written line by line."""

import tempfile

import xlsxwriter
from django.utils.translation import gettext

from esfportal.files.csv_table import as_text, write_lines
from esfportal.files.xlsx_table import FORMATS, OPTIONS, write_cell
from esfportal.languages import active_language
from esfportal.ui.formats import HIDDEN
from reporting.programme.sums import COLUMNS, add_up, numbers_of

IN_MEMORY = 1_000_000  # bytes; a larger file is on disk while it is sent
WIDTH = 16  # of each column, in characters
SUMS = ("programme_period", "year", "kind", "code", "name", "gender", "value", "projects_not_shown")
PARTS = ("programme_period", "year", "project", "report_until", "kind", "code", "name", "gender", "value")


def sums_file(choice, period, kind):
    return written(kind, SUMS, _sums(choice, period))


def parts_file(choice, period, kind):
    return written(kind, PARTS, _parts(choice, period))


class _ClosedAtLast(tempfile.SpooledTemporaryFile):
    # The answer closes the file, except to a reader who goes away before it is sent.
    def __del__(self):
        # Not self.close(): Django's WSGI handler puts the answer's in its place, which ends a request. Of a file that
        # is collected as garbage, that is the request in which it happens, whose connection is closed.
        super().close()


def written(kind, heads, rows):
    """Return an open file, "csv" or "xlsx"; no more than one row is in memory."""
    file = _ClosedAtLast(IN_MEMORY)
    if kind == "xlsx":
        _write_workbook(heads, rows, file)
    else:
        language = active_language()
        lines = ([as_text(cell, language) for cell in row] for row in rows)
        write_lines(_with_heads(heads, lines), file)
    file.seek(0)
    return file


def _write_workbook(heads, rows, file):
    # Rows are written to the disk in their order, so that no column's width follows from what is in it.
    with xlsxwriter.Workbook(file, OPTIONS | {"in_memory": False, "constant_memory": True}) as book:
        formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        sheet = book.add_worksheet(gettext("Figures"))
        sheet.set_column(0, len(heads) - 1, WIDTH)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, formats["head"])
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                write_cell(sheet, number, place, cell, formats)
        sheet.freeze_panes(1, 0)


def _with_heads(heads, lines):
    yield heads
    yield from lines


def _sums(choice, period):
    for figure in add_up(choice.figures()).figures.values():
        sums = {column: getattr(figure, column) for column in COLUMNS if figure.by_sex or column == "total"}
        for column, found in sums.items():
            name = str(figure.name)
            yield period, choice.year, figure.kind, figure.code, name, column, found.number, found.hidden


def _parts(choice, period):
    slugs = dict(choice.projects.values_list("pk", "slug"))
    days = {each.project: each.ends_on for each in choice.reports}
    for project in choice.figures():
        about = (period, choice.year, slugs[project.project], days[project.project].isoformat())
        for figure in project.figures.values():
            for column, number in numbers_of(figure):
                value = HIDDEN if number is None else number
                yield *about, figure.kind, figure.code, str(figure.name), column, value
