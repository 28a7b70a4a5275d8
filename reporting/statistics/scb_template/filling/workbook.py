"""Fill a template's sheet and read it back; every other part of the workbook is kept byte for byte."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from participants.imports.workbooks.archive import DAMAGES, Archive, Refused
from participants.imports.workbooks.relations import Sheet, is_binary, workbook_part
from participants.imports.workbooks.xlsx import XlsxWorkbook
from reporting.statistics.monthly.content import Row
from reporting.statistics.scb_template.filling.cell_values import Column, Value, Writing, text_of, value_of
from reporting.statistics.scb_template.filling.fields import Field
from reporting.statistics.scb_template.filling.reading import read_sheet
from reporting.statistics.scb_template.filling.sheet_xml import NO_XML, SheetXml, Unfit

MOST_UNPACKED = 40 << 20  # bytes of all parts, which are in memory together
NOT_WRITTEN = ("", Field.EMPTY)
LAST_ROW = 1_048_576  # of a sheet in Excel
# Formulas on other sheets count what was written: Excel computes them anew when it opens the file.
STALE = re.compile(rb"<((?:\w+:)?calcPr)\b(?![^>]*fullCalcOnLoad)")


def filled(
    content: bytes,
    rows: Sequence[Row],
    *,
    sheet: str,
    first_row: int,
    columns: Sequence[Column],
    writing: Writing,
) -> tuple[bytes, list[list[str]]]:
    """Return (the filled workbook, its rows as they were read back from it). Raises Unfit."""
    if first_row + len(rows) > LAST_ROW:
        raise Unfit(_("The sheet has too few rows."))
    written = [column for column in columns if column.field not in NOT_WRITTEN]
    values = [{column.place: value_of(column, row, writing) for column in written} for row in rows]
    places = [column.place for column in written]
    try:
        archive = Archive(io.BytesIO(content))
        part_of_book = workbook_part(archive)
        if is_binary(part_of_book):
            raise Unfit(_("The template can't be read: it is damaged."))
        workbook = XlsxWorkbook(archive, part_of_book)
        part = _part_of(workbook, sheet)
        result = _with_part(
            content,
            part,
            lambda xml: SheetXml(xml).filled(first_row, values, places, is_1904=workbook.is_1904),
        )
    except Refused:
        raise Unfit(_("The template can't be read: it is damaged.")) from None
    return result, _read_back(result, sheet, first_row, columns, values)


def _part_of(workbook: XlsxWorkbook, name: str) -> str:
    found: list[Sheet] = [sheet for sheet in workbook.sheets if sheet.name == name]
    if not found:
        raise Unfit(_("The template has no sheet “%(name)s”.") % {"name": name})
    return found[0].part


def _with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
            entries = source.infolist()
            if sum(each.file_size for each in entries) > MOST_UNPACKED:
                raise Unfit(_("The template is too large when it is unpacked."))
            if len({each.filename.casefold() for each in entries}) < len(entries):
                raise Unfit(_("The template can't be read: it is damaged."))
            for entry in entries:
                name, data = entry.filename.lstrip("/").casefold(), source.read(entry)
                if name == part.casefold():
                    data = change(data)
                elif name.endswith("workbook.xml"):
                    data = STALE.sub(rb'<\1 fullCalcOnLoad="1"', data, count=1)
                kept = zipfile.ZipInfo(entry.filename, entry.date_time)
                kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
                target.writestr(kept, data)
    except DAMAGES:
        raise Unfit(_("The template can't be read: it is damaged.")) from None
    return out.getvalue()


def _read_back(
    result: bytes, sheet: str, first_row: int, columns: Sequence[Column], values: Sequence[dict[int, Value]]
) -> list[list[str]]:
    """Compare the cells with what was meant, and return the rows with what the template has in them itself."""
    read = dict(read_sheet(io.BytesIO(result), sheet).rows)
    written = [column for column in columns if column.field not in NOT_WRITTEN]
    last = max([first_row + len(values) - 1, *read])
    for number in range(first_row, last + 1):
        meant = values[number - first_row] if number - first_row < len(values) else {}
        cells = read.get(number, [])
        for column in written:
            if _cell(cells, column) != _as_read(meant.get(column.place)):
                raise Unfit(_problem(column, number, meant.get(column.place)))
    return [
        [_cell(read.get(number, []), column) for column in columns]
        for number in range(first_row, first_row + len(values))
    ]


def _problem(column: Column, number: int, value: Value) -> str:
    if isinstance(value, date):
        text = _("The cells of “%(heading)s” show no dates in the template. Choose a date as text.")
    else:
        text = _("“%(heading)s” in row %(row)s can't be read back as it was written.")
    return text % {"heading": column.heading, "row": number}


def _cell(cells: Sequence[str], column: Column) -> str:
    return cells[column.place] if column.place < len(cells) else ""


def _as_read(value: Value) -> str:
    return NO_XML.sub("", text_of(value))
