"""Workbooks: every kind of cell, sheets, hidden rows and merged cells."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participants.imports.reading.cell_text import clean
from participants.imports.reading.columns import HEADINGS
from participants.imports.reading.errors import FileError
from participants.imports.reading.table_reader import open_table
from participants.imports.reading.unreadable import message_of, shown_of
from participants.imports.workbooks.cells import is_marked
from participants.imports.workbooks.merged_cells import column_letters
from participants.imports.workbooks.rows import column_number
from tests.participants.imports.workbooks import ods, ods_row, text_row, xlsx, xlsx_parts, zipped

HEADER = ("förnamn", "efternamn", "kommun")
DATES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts><numFmt numFmtId="170" formatCode="[$-41D]yyyy\\-mm\\-dd"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def table(file, **options):
    return open_table(file, HEADINGS, **options)


def rows(file, **options):
    return list(table(file, **options).rows)


def sheet(*cells, after=""):
    # A workbook with one row of XML cells under the header.
    return f"<sheetData>{text_row(*HEADER)}<row>{''.join(cells)}</row></sheetData>{after}"


CELLS = {
    "a number": ('<c r="A2"><v>880</v></c>', "880"),
    "a long number": ('<c r="A2"><v>1.99401122396E11</v></c>', "199401122396"),
    "a decimal number": ('<c r="A2"><v>2.5</v></c>', "2.5"),
    "a day": ('<c r="A2" s="1"><v>43921</v></c>', "2020-03-31"),
    "a day of an own format": ('<c r="A2" s="2"><v>43921</v></c>', "2020-03-31"),
    "a moment": ('<c r="A2" s="1"><v>43921.604166666664</v></c>', "2020-03-31 14:30:00"),
    "the day before the false leap day": ('<c r="A2" s="1"><v>59</v></c>', "1900-02-28"),
    "an ISO day": ('<c r="A2" t="d"><v>2020-03-31T00:00:00</v></c>', "2020-03-31"),
    "yes": ('<c r="A2" t="b"><v>1</v></c>', "yes"),
    "a shared text": ('<c r="A2" t="s"><v>1</v></c>', "Åsa Maria"),
    "rich text": (
        '<c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>Å</t></r><r><t>sa</t></r></is></c>',
        "Åsa",
    ),
    "a formula with a result": ('<c r="A2" t="str"><f>B1</f><v>Åsa</v></c>', "Åsa"),
    "a formula with an empty result": ('<c r="A2" t="str"><f>B1</f><v></v></c>', ""),
    "an escaped line break": ('<c r="A2" t="inlineStr"><is><t>Åsa_x000D_</t></is></c>', "Åsa"),
    "an escaped mark": ('<c r="A2" t="inlineStr"><is><t>_x0000_e#N/A</t></is></c>', "_x0000_e#N/A"),
    "half a character": ('<c r="A2" t="inlineStr"><is><t>_xD800_</t></is></c>', "_xD800_"),
}
STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Bo</t></si>'
    "<si><r><t>Åsa</t></r><r><t> Maria</t></r><rPh><t>x</t></rPh></si></sst>"
)


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_each_kind_of_cell_is_read(name, prefix):
    cell, expected = CELLS[name]
    parts = xlsx_parts(sheet(cell, '<c r="B2"><v>1</v></c>'), styles=DATES, sharedStrings=STRINGS)
    if prefix:  # as some libraries write
        xml = parts["xl/worksheets/sheet1.xml"]
        xml = (
            xml.replace("</", "</x:")
            .replace("<", "<x:")
            .replace("<x:/x:", "</x:")
            .replace("xmlns=", "xmlns:x=")
        )
        parts["xl/worksheets/sheet1.xml"] = xml
    assert rows(zipped(parts))[0] == (2, [expected, "1"])


UNREADABLE = {
    "an error": ('<c r="A2" t="e"><v>#N/A</v></c>', "#N/A", "error #N/A"),
    "an error of a formula": ('<c r="A2" t="e"><f>X</f><v>#REF!</v></c>', "#REF!", "error #REF!"),
    "an error without a text": ('<c r="A2" t="e"/>', "#", "error #"),
    "a formula without a result": ('<c r="A2"><f>SUM(1,1)</f></c>', "", "formula without a stored result"),
    "a formula with an empty number": ('<c r="A2"><f>SUM(1,1)</f><v></v></c>', "", "formula without"),
    "a shared text that is missing": ('<c r="A2" t="s"><v>7</v></c>', "7", "error 7"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_cell_that_can_t_be_read_is_never_empty(name):
    cell, shown, message = UNREADABLE[name]
    ((_number, (found,)),) = rows(zipped(xlsx_parts(sheet(cell), sharedStrings=STRINGS)))
    assert is_marked(found)
    assert shown_of(found) == shown
    assert message in message_of(found, "Blad1")
    assert "“Blad1”" in message_of(found, "Blad1")


def test_formulas_after_the_cells_belong_to_no_cell():
    after = "<dataValidations><dataValidation><f>A1</f></dataValidation></dataValidations>"
    assert rows(zipped(xlsx_parts(sheet('<c><v>1</v></c><c r="B2"/>', after=after)))) == [(2, ["1"])]


@pytest.mark.parametrize("reference", ["A2:A3", "$A$2:$A$3"])
def test_every_row_of_a_merged_range_is_marked(reference):
    file = xlsx(
        text_row(*HEADER), text_row("ja", "b", "c"), text_row("", "b", "c"), text_row("", "b", "c"),
        after=f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>',
    )  # fmt: skip
    found = rows(file)
    assert [is_marked(cells[0]) for _number, cells in found] == [True, True, False]
    assert {shown_of(cells[0]) for _number, cells in found[:2]} == {"ja"}
    assert "A2:A3" in message_of(found[1][1][0], "Blad1")


def test_merged_titles_and_empty_ranges_mark_nothing():
    file = xlsx(
        text_row("Deltagare 2020"), text_row(*HEADER), text_row("a", "", "c"), text_row("b", "", "c"),
        after='<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B3:B4"/></mergeCells>',
    )  # fmt: skip
    assert not any(is_marked(cell) for _number, cells in rows(file) for cell in cells)


def test_hidden_rows_are_read_and_told():
    file = xlsx(text_row(*HEADER), text_row("a", hidden=1), text_row("b"), text_row("c", hidden="true"))
    found = table(file)
    assert [cells[0] for _number, cells in found.rows] == ["a", "b", "c"]
    assert "2 hidden rows" in found.notices.texts()[0]
    assert "rows 2, 4" in found.notices.texts()[0]


def test_the_sheet_with_headings_is_read_and_the_others_are_told():
    list_ = f"<sheetData>{text_row(*HEADER)}{text_row('Åsa')}</sheetData>"
    notes = f"<sheetData>{text_row('Läs mig')}</sheetData>"
    file = zipped(
        xlsx_parts(("Info", notes, ""), ("Lista", list_, ""), ("Dolt", list_, "hidden"), "<sheetData/>")
    )
    found = table(file)
    assert (found.notices.sheet, found.notices.other_sheets) == ("Lista", ("Info", "Dolt"))
    assert [cells for _number, cells in found.rows] == [["Åsa"]]
    assert table(file, sheet=" dolt ").notices.sheet == "Dolt"
    with pytest.raises(FileError, match="“Info”, “Lista”, “Dolt”"):
        table(file, sheet="Blad9")


@pytest.mark.parametrize("make", [xlsx, ods])
def test_lists_of_every_length_are_read(make):
    row = text_row if make is xlsx else ods_row
    for count in range(13):
        assert len(rows(make(row(*HEADER), *[row("Åsa")] * count))) == count


@pytest.mark.parametrize("folder", ["xl/worksheets", "xl/other", "sheets"])
@pytest.mark.parametrize("workbook", ["xl/workbook.xml", "book/main.xml"])
def test_sheets_are_found_in_any_folder(folder, workbook):
    sheet = f"<sheetData>{text_row(*HEADER)}{text_row('Åsa')}</sheetData>"
    assert rows(zipped(xlsx_parts(sheet, folder=folder, workbook=workbook))) == [(2, ["Åsa"])]


@given(before=st.integers(0, 9), blank=st.booleans())
def test_headings_are_found_on_the_first_ten_rows_and_rows_keep_their_numbers(before, blank):
    above = "" if blank else "Utdrag 2020"
    lines = [*[above] * before, ";".join(HEADER), "Åsa;Öberg;Växjö"]
    found = open_table(io.BytesIO("\n".join(lines).encode()), HEADINGS)
    assert found.header_row == before + 1
    assert list(found.rows) == [(before + 2, ["Åsa", "Öberg", "Växjö"])]
    assert bool(found.notices.texts()) == bool(before and not blank)


@pytest.mark.parametrize("count", [1, 1_000_000])
def test_workbooks_with_macros_are_read_and_guarded_like_others(count):
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with_macros = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "xl/vbaProject.bin": "x" * 1000,
    }
    rows = f"<sheetData>{text_row(*HEADER)}{text_row('Åsa') * count}</sheetData>"
    file = zipped(xlsx_parts(rows) | with_macros)
    if count > 1:
        with pytest.raises(FileError, match="too large"):
            table(file)
    else:
        assert [cells[0] for _number, cells in table(file).rows] == ["Åsa"]


ODS_CELLS = {
    "a text": ('<table:table-cell office:value-type="string"><text:p>Å<text:s/>M</text:p></table:table-cell>', "Å M"),
    "a number": ('<table:table-cell office:value-type="float" office:value="880"/>', "880"),
    "a day": ('<table:table-cell office:value-type="date" office:date-value="2020-03-31"/>', "2020-03-31"),
    "yes": ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', "yes"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODS_CELLS)
def test_open_document_cells_are_read(name):
    cell, expected = ODS_CELLS[name]
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    file = ods(ods_row(*HEADER), f"<table:table-row>{cell}</table:table-row>", empty)
    assert rows(file) == [(2, [expected])]


def test_open_document_errors_merged_cells_and_hidden_rows():
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    merged = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>ja</text:p>'
        "</table:table-cell>"
    )
    found = table(
        ods(
            ods_row(*HEADER),
            f"<table:table-row>{error}{merged}</table:table-row>",
            '<table:table-row table:visibility="filter"><table:table-cell office:value-type="string">'
            "<text:p>b</text:p></table:table-cell><table:covered-table-cell/></table:table-row>",
        )
    )
    (_two, first), (_three, second) = found.rows
    assert [shown_of(cell) for cell in first] == ["#N/A", "ja"]
    assert [is_marked(cell) for cell in second] == [False, True]
    assert found.notices.hidden == (3,)


@given(number=st.integers(0, 18_000))
def test_column_letters_and_numbers_agree(number):
    assert column_number(column_letters(number)) == number


ROWS = st.lists(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "Lm", "Mn"]), max_size=12),
            st.integers(-(10**12), 10**12),
            st.dates(date(1900, 3, 1), date(2100, 1, 1)),
            st.booleans(),
        ),
        max_size=5,
    ),
    max_size=5,
)


@given(rows=ROWS)
def test_what_is_written_is_read(rows):
    content = io.BytesIO()
    plain = {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    book = xlsxwriter.Workbook(content, plain | {"strings_to_urls": False, "strings_to_numbers": False})
    written = book.add_worksheet()
    for number, cells in enumerate([HEADER, *rows]):
        written.write_row(number, 0, cells)
    book.close()
    meant = [
        [clean({True: "yes", False: "no"}[cell] if isinstance(cell, bool) else str(cell)) for cell in cells]
        for cells in rows
    ]
    while meant and not any(meant[-1]):
        meant.pop()
    found = dict(table(content).rows)
    for number, cells in enumerate(meant, start=2):
        while cells and not cells[-1]:
            cells.pop()
        assert found.get(number, []) == cells
