"""XLS and XLSB: cells, sheets, hidden rows, merged cells, passwords, and damaged or hostile files."""

import io
import struct
from contextlib import suppress
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from participants.imports.reading.columns import HEADINGS
from participants.imports.reading.errors import FileError
from participants.imports.reading.table_reader import open_table
from participants.imports.reading.unreadable import message_of, shown_of
from participants.imports.workbooks import child, limits
from participants.imports.workbooks.archive import Refused
from participants.imports.workbooks.cells import is_marked
from participants.register.models import Person
from tests.participants.imports.binary_workbooks import (
    Error,
    Formula,
    Sheet,
    binary,
    compound,
    record,
    xls,
    xlsb,
    xlsb_parts,
)
from tests.participants.imports.files import ASA
from tests.participants.imports.workbooks import zipped
from tests.sizes import size

HEADER = ["förnamn", "efternamn", "kommun"]
both = pytest.mark.parametrize("make", [xls, xlsb])


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def in_one_process(content):
    """Return {row number: cells} of every sheet, as the process with limits would write them."""
    workbook = child._open(content)
    return {sheet.name: _rows(workbook, sheet) for sheet in workbook.sheets}


def _rows(workbook, sheet):
    found = {}
    workbook.read(sheet, found.__setitem__)
    return found


def one_sheet(begin, name, sheet):
    # The stream of a workbook whose only sheet is the records.
    position = len(begin) + 4 + 6 + len(name) + 4
    return begin + record(0x85, struct.pack("<IBB", position, 0, 0) + name) + record(0x0A) + sheet


CELLS = [
    ("Åsa", "Åsa"), ("łódź", "łódź"), (880, "880"), (-5, "-5"), (2.5, "2.5"), (199401122396.0, "199401122396"),
    (date(2020, 3, 31), "2020-03-31"), (True, "yes"), (False, "no"), (Formula("Öberg"), "Öberg"),
    (Formula(7.0), "7"), (None, ""),
]  # fmt: skip


@both
@pytest.mark.parametrize("is_1904", [False, True])
def test_each_kind_of_cell_is_read_as_another_reader_reads_it(make, is_1904):
    content = make(Sheet("Blad1", [HEADER, [cell for cell, _text in CELLS]]), is_1904=is_1904).getvalue()
    rows = in_one_process(content)["Blad1"]
    assert rows[2] == [text for _cell, text in CELLS][: len(rows[2])]
    (_header, other), names = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python(), {
        True: "yes", False: "no"}  # fmt: skip
    shown = [
        names[cell] if isinstance(cell, bool) else str(cell).removesuffix(".0")
        for cell in other
        if cell != ""
    ]
    assert [text for text in rows[2] if text] == shown


@both
def test_a_cell_that_can_t_be_read_is_never_empty(make):
    unreadable = [Error("#N/A"), Error("#REF!", is_formula=True)] + [Formula()] * (make is xls)
    found = open_table(make(Sheet("Blad1", [HEADER, unreadable])), HEADINGS)
    ((_number, cells),) = found.rows
    assert all(map(is_marked, cells))
    assert [shown_of(cell) for cell in cells] == ["#N/A", "#REF!", ""][: len(cells)]
    assert "“Blad1”" in message_of(cells[0], found.notices.sheet)


@both
def test_hidden_rows_merged_cells_and_other_sheets_are_told(make):
    rows = [["Deltagare 2020"], HEADER, ["Åsa", "ja"], ["Bo"], ["Eva", "nej"]]
    sheets = [
        Sheet("Info", [["Läs mig"]]),
        Sheet("Lista", rows, hidden=(4,), merged=((0, 0, 0, 2), (2, 3, 1, 1))),
        Sheet("Dolt", [HEADER, ["Ivar"]], is_hidden=True),
    ]
    file = make(*sheets)
    found = open_table(file, HEADINGS)
    assert [[is_marked(cell) for cell in cells] for _number, cells in found.rows] == [
        [False, True], [False, True], [False, False],
    ]  # fmt: skip
    notices = found.notices
    assert (notices.sheet, notices.other_sheets, notices.hidden) == ("Lista", ("Info", "Dolt"), (4,))
    assert [cells for _number, cells in open_table(file, HEADINGS, sheet="dolt").rows] == [["Ivar"]]


def test_cells_may_come_by_column_and_texts_may_go_on_in_the_next_record():
    rows = [HEADER, *[[f"Åsa{n}" * 9, f"łódź{n}" * 9, "x" * n] for n in range(40)]]
    for longest in (50, 97, 8224):
        content = xls(Sheet("Blad1", rows), order=lambda cell: cell[1], longest=longest).getvalue()
        assert list(in_one_process(content)["Blad1"].values()) == [
            [cell for cell in row if cell] for row in rows
        ]


def test_texts_of_excel_95_are_in_its_code_page():
    begin = record(0x0809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1252))
    sheet = record(0x0809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + record(
        0x204, struct.pack("<HHHH", 1, 0, 0, 3) + "Åsa".encode("cp1252")
    )
    book = one_sheet(begin, b"\5Blad1", sheet + record(0x0A))
    assert in_one_process(compound({"Book": book}).getvalue()) == {"Blad1": {2: ["Åsa"]}}


REFUSED = {
    "a password": (lambda: xls(Sheet("Blad1", [HEADER]), before=record(0x2F, bytes(6))), "has a password"),
    "an encrypted XLSX": (lambda: compound({"EncryptedPackage": b"x" * 5000}), "has a password"),
    "an encrypted ODS": (
        lambda: zipped({"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "has a password",
    ),
    "an encrypted ODS of today": (lambda: zipped({"encrypted-package": "x"}), "has a password"),
    "Excel 4": (
        lambda: compound({"Book": record(0x0809, struct.pack("<HH", 0x400, 5))}),
        "from before 1995",
    ),
    "nothing but the signature": (lambda: io.BytesIO(compound({}).getvalue()[:8] + bytes(600)), "damaged"),
    "a circle": (
        lambda: io.BytesIO(compound({"Workbook": b"x" * 5000}).getvalue().replace(
            struct.pack("<I", 0xFFFFFFFE), struct.pack("<I", 1))),
        "damaged",
    ),
    "a text longer than its record": (
        lambda: zipped(xlsb_parts(Sheet("Blad1", [HEADER])) | {
            "xl/sharedStrings.bin": binary(19, b"\0" + struct.pack("<I", 0x7FFFFFFF))}),
        "damaged",
    ),
    "a record of 200 MB": (
        lambda: zipped(xlsb_parts(Sheet("Blad1", [HEADER])) | {
            "xl/worksheets/sheet1.bin": b"\x00\xff\xff\xff\x7f" + bytes(1000)}),
        "too large",
    ),
    "more rows than fit": (
        lambda: zipped(xlsb_parts(Sheet("Blad1", [HEADER])) | {
            "xl/worksheets/sheet1.bin": binary(0, bytes(17)) * 1_300_000}),
        "too large",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_that_is_not_read_says_why(name):
    make, message = REFUSED[name]
    with pytest.raises(FileError, match=message):
        open_table(make(), HEADINGS)


@settings(max_examples=size(60, 2000), deadline=None)
@given(data=st.data(), make=st.sampled_from([xls, xlsb]))
def test_a_damaged_workbook_is_refused_or_read(data, make):
    rows = [HEADER, ["Åsa", 5, date(2020, 3, 31)], [Formula("x"), Error("#N/A"), True]]
    content = bytearray(make(Sheet("Blad1", rows, hidden=(2,), merged=((1, 2, 0, 0),))).getvalue())
    for _each in range(data.draw(st.integers(1, 6))):
        position = data.draw(st.integers(8, len(content) - 1))
        noise = data.draw(st.binary(min_size=1, max_size=4))
        content[position : position + len(noise)] = noise
    with suppress(Refused):
        in_one_process(bytes(content))


@settings(max_examples=size(60, 2000), deadline=None)
@given(data=st.data())
def test_a_sheet_of_any_records_is_refused_or_read(data):
    # Inside a sound container, so that the noise comes as far as the cells.
    noise = st.tuples(st.integers(0, 700), st.binary(max_size=40))
    parts = data.draw(st.lists(noise, max_size=20))
    sheet = {"xl/worksheets/sheet1.bin": b"".join(binary(*part) for part in parts)}
    strings = {"xl/sharedStrings.bin": b"".join(binary(19, part[1]) for part in parts)}
    kinds = st.sampled_from(
        [0x06, 0x207, 0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x205, 0x208, 0xE5, 0xFC, 0x3C]
    )
    records = b"".join(record(data.draw(kinds), part[1]) for part in parts)
    begin = record(0x0809, struct.pack("<HH", 0x600, 5))
    stream = one_sheet(begin, b"\5\0Blad1", record(0x0809, struct.pack("<HH", 0x600, 0x10)) + records)
    for content in (
        zipped(xlsb_parts(Sheet("Blad1", [HEADER])) | sheet).getvalue(),
        zipped(xlsb_parts(Sheet("Blad1", [HEADER])) | strings).getvalue(),
        compound({"Workbook": stream}).getvalue(),
    ):
        with suppress(Refused):
            in_one_process(content)


def test_a_list_of_many_people_stays_within_the_limits():
    rows = [HEADER, *[["Åsa", "Öberg", n] for n in range(20_000)]]
    for make in (xls, xlsb):
        assert sum(1 for _row in open_table(make(Sheet("Blad1", rows)), HEADINGS).rows) == 20_000
    assert limits.ROWS > 65_536  # what an XLS sheet can hold


@pytest.mark.django_db
@both
def test_an_uploaded_list_waits_for_its_confirmation_and_a_damaged_one_saves_nothing(cast, sign_in, make):
    header = ["personnummer", "förnamn", "efternamn", "kommun", "startdatum", "arbetsmarknadsstatus"]
    row = [ASA, "Åsa", "Öberg", 880.0, date(2018, 3, 1), "arbetslös"]
    content = make(Sheet("Blad1", [header, row])).getvalue()
    address = reverse("imports:import_participants", args=[cast.project.slug])
    client, people = sign_in(cast.leader), Person.objects.count()
    page = client.post(address, {"file": SimpleUploadedFile("lista.xls", content)}, follow=True)
    assert page.context["draft"].row_count == 1
    for damaged in (content[:700], content.replace("Öberg".encode("utf-16-le"), b"\xff" * 10) + b"x"):
        page = client.post(address, {"file": SimpleUploadedFile("lista.xls", damaged)}, follow=True)
        assert page.status_code == 200
    assert Person.objects.count() == people
