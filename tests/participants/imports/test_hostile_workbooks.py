"""Workbooks made to exhaust memory or time: each costs at most 300 MB and 15 s, and never the portal's process.

A thousand of them in the deep tests, fewer and smaller ones otherwise.
"""

import contextlib
import io
import random
import resource
import subprocess
import sys
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from participants.imports.reading import workbook
from participants.imports.reading.columns import HEADINGS
from participants.imports.reading.errors import FileError
from participants.imports.reading.table_reader import open_table
from participants.imports.workbooks import limits
from tests.participants.imports.workbooks import (
    ods,
    ods_row,
    relationships,
    text_row,
    xlsx,
    xlsx_parts,
    zipped,
)
from tests.sizes import size

KIBIBYTE = 1024
MOST_MEMORY = 300 * KIBIBYTE  # in the unit of getrusage
MOST_SECONDS = limits.SECONDS + 30  # to start a process on a busy machine

HEADER = text_row("personnummer", "förnamn", "efternamn", "kommun", "startdatum")
# How many empty rows, cells, bytes: compressed they take next to nothing.
MANY = st.sampled_from([1000, 30_000, *size([300_000], [1_000_000, 8_000_000])])
LARGE = st.sampled_from([100_000, 2_000_000, *size([20_000_000], [80_000_000, 350_000_000])])
CORNERS = st.sampled_from(
    ["A1048576", "XFD1", "XFD1048576", "ZZZ9999999", "AAAA1", "A0", "A99999999999", "1", "", "å1"]
)


def sheet_data(*parts):
    return f"<sheetData>{''.join(parts)}</sheetData>"


def far_cell(corner, number):
    return xlsx(HEADER, "<row/>" * number, f'<row><c r="{corner}"><v>1</v></c></row>')


def wide(number, cell):
    return xlsx(HEADER, f'<row><c r="XFD2"/></row>{"<row/>" * 1000}<row>{cell * number}</row>')


def repeated_rows(number, row):
    return xlsx(HEADER, row * number)


def long_text(length):
    return xlsx(HEADER, text_row("x" * length))


def shared_strings(length, count):
    text = "x" * (length // max(count, 1))
    strings = f"<sst>{f'<si><t>{text}</t></si>' * count}</sst>"
    cells = "".join(f'<c t="s"><v>{n % count}</v></c>' for n in range(5))
    return zipped(xlsx_parts(sheet_data(HEADER, f"<row>{cells}</row>"), sharedStrings=strings))


def shared_strings_laid_out(length):
    # One long text that every cell repeats.
    cells = '<row><c t="s"><v>0</v></c></row>' * 30_000
    strings = f"<sst><si><t>{'x' * min(length, 100_000)}</t></si></sst>"
    return zipped(xlsx_parts(sheet_data(HEADER, cells), sharedStrings=strings))


def merged(number):
    return xlsx(HEADER, after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * number + "</mergeCells>")


def nested_elements(depth):
    return xlsx(HEADER, "<row>" + "<a>" * depth)


def many_names(number):
    return xlsx(HEADER, "".join(f"<n{each}/>" for each in range(min(number, 300_000))))


def attributes(number):
    return xlsx(HEADER, "<row " + " ".join(f'a{n}="1"' for n in range(min(number, 300_000))) + "/>")


def entities(_number):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    parts = xlsx_parts(sheet_data(HEADER, text_row("&l11;")))
    name = "xl/worksheets/sheet1.xml"
    return zipped(parts | {name: f"<!DOCTYPE x [{laughs}]>{parts[name]}"})


def many_entries(number):
    return zipped(xlsx_parts(sheet_data(HEADER)) | {f"xl/{n}.xml": "" for n in range(min(number, 30_000))})


def many_sheets(number):
    return zipped(xlsx_parts(*[sheet_data("<row/>" * 10_000)] * min(number, 300)))


def same_sheet_many_times(number):
    # Many sheets that share one part.
    parts = xlsx_parts(*[sheet_data("<row/>" * min(number, 300_000))] * 100)
    targets = {f"s{n}": ("worksheet", "/xl/worksheets/sheet1.xml") for n in range(1, 101)}
    return zipped(parts | {"xl/_rels/workbook.xml.rels": relationships(**targets)})


def other_folder(number):
    parts = xlsx_parts(
        sheet_data(HEADER, "<row/>" * number, '<row><c r="XFD1048576"><v>1</v></c></row>'), folder="a/b"
    )
    return zipped(parts)


def styles(number):
    xml = f"<styleSheet><cellXfs>{'<xf/>' * number}</cellXfs></styleSheet>"
    return zipped(xlsx_parts(sheet_data(HEADER, '<row><c s="1"><v>1</v></c></row>'), styles=xml))


def archive_in_archive(length):
    inner = zipped({"a": "0" * length}).getvalue()
    return zipped(xlsx_parts(sheet_data(HEADER)) | {"xl/media/inner.zip": inner})


def wrong_size(length):
    # The archive's list says that the sheet is small.
    content = bytearray(repeated_rows(length // 6, "<row/>").getvalue())
    position = content.rfind(b"PK\x01\x02")
    content[position + 24 : position + 28] = (10).to_bytes(4, "little")
    return io.BytesIO(bytes(content))


def other_compression(length):
    return zipped(xlsx_parts(sheet_data(HEADER, text_row("x" * length))), zipfile.ZIP_LZMA)


def ods_rows(number):
    return ods(ods_row("förnamn"), ods_row("Åsa", number_rows_repeated=number))


def ods_columns(number):
    cell = f'<table:table-cell table:number-columns-repeated="{number}" office:value-type="float" office:value="1"/>'
    return ods(
        ods_row("förnamn"), f'<table:table-row table:number-rows-repeated="{number}">{cell}</table:table-row>'
    )


def ods_text(length):
    return ods(ods_row("förnamn"), ods_row("x" * length), ods_row(*["y"] * min(length, 100_000)))


def ods_empty_rows(number):
    return ods(ods_row("förnamn"), "<table:table-row/>" * number)


ROWS = st.sampled_from(
    ["<row/>", "<row><c/></row>", '<row r="7"/>', "<x:row xmlns:x='a'/>", "<row><c><v>1</v></c></row>"]
)
CELLS = st.sampled_from(
    ["<c/>", "<c><v>1</v></c>", '<c r="A1"><v>1</v></c>', '<c t="s"><v>999999999</v></c>']
)
WORKBOOKS = st.one_of(
    st.builds(far_cell, CORNERS, MANY),
    st.builds(wide, MANY, CELLS),
    st.builds(repeated_rows, MANY, ROWS),
    st.builds(shared_strings, LARGE, st.sampled_from([1, 100, 100_000])),
    *[
        st.builds(make, LARGE)
        for make in (long_text, shared_strings_laid_out, archive_in_archive, wrong_size)
    ],
    *[st.builds(make, LARGE) for make in (other_compression, ods_text)],
    *[
        st.builds(make, MANY)
        for make in (merged, nested_elements, many_names, attributes, entities, many_entries)
    ],
    *[st.builds(make, MANY) for make in (many_sheets, same_sheet_many_times, other_folder, styles)],
    *[st.builds(make, MANY) for make in (ods_rows, ods_columns, ods_empty_rows)],
)


# Runs the reader and tells how much memory it took; started by itself, because a child begins with the memory
# of the process that it was forked from.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode if done.returncode >= 0 else 1)
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Return a function with the memory that the last reader took."""
    result = tmp_path_factory.mktemp("memory") / "kibibytes"
    run = subprocess.run

    def measuring(command, **options):
        return run([sys.executable, "-I", "-S", "-c", MEASURE, str(result), *command], **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook.subprocess, "run", measuring)
        yield lambda: int(result.read_text())


def own_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@settings(
    max_examples=size(25, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)
@given(file=WORKBOOKS)
def test_a_hostile_workbook_costs_little_and_is_refused_or_read(measured, file):
    before, started = own_memory(), time.monotonic()
    with contextlib.suppress(FileError):
        for _row in open_table(file, HEADINGS).rows:
            pass
    assert time.monotonic() - started < MOST_SECONDS
    assert own_memory() - before + measured() < MOST_MEMORY


@given(cut=st.integers(0, 100), noise=st.binary(max_size=20))
@settings(max_examples=size(15, 200), deadline=None)
def test_a_damaged_workbook_is_refused_or_read(cut, noise):
    content = xlsx(HEADER, text_row("a", "b")).getvalue()
    position = len(content) * cut // 100
    for damaged in (
        content[:position] + noise,
        content[:position] + noise + content[position + len(noise) :],
    ):
        try:
            list(open_table(io.BytesIO(b"PK\x03\x04" + damaged[4:]), HEADINGS).rows)
        except FileError:
            continue


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make", [lambda: other_folder(1000), lambda: ods_rows(1_000_000), lambda: merged(30_000)]
)
def test_an_uploaded_bomb_is_a_message_on_the_page(cast, sign_in, make):
    address = reverse("imports:import_participants", args=[cast.project.slug])
    upload = SimpleUploadedFile("lista.xlsx", make().getvalue())
    page = sign_in(cast.leader).post(address, {"file": upload})
    assert page.status_code == 200
    assert "för stort" in page.text


@pytest.mark.skipif(not size(0, 1), reason="takes half a minute: in the deep tests only")
def test_a_workbook_of_ten_megabytes_is_read():
    chosen = random.Random(1)
    rows = [
        text_row(*(f"{chosen.getrandbits(40):x}" for _ in range(20)), r=number) for number in range(2, 60_000)
    ]
    file = xlsx(HEADER, *rows)
    assert 9_000_000 < len(file.getvalue()) < 12_000_000
    assert sum(1 for _row in open_table(file, HEADINGS).rows) == len(rows)
