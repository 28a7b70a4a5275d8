"""Broken files and cells: each is read where it can mean one thing only, or refused in words that help."""

import io
from datetime import date
from itertools import islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from participants.imports.reading.errors import FileError, Problems
from participants.imports.reading.rows import RowReader
from tests.participants.imports.binary_workbooks import Sheet, compound, xls, xlsb
from tests.participants.imports.files import ASA, official_number, text_file
from tests.participants.imports.workbooks import ods, ods_row, text_row, xlsx, xlsx_parts, zipped

HEADER = ["personnummer", "förnamn", "efternamn", "kommun", "startdatum", "utbildningsnivå"]
ROW = [ASA, "Åsa", "Öberg", "0880", "2018-03-01", "3"]
COLUMNS = [
    "personal_identity_number",
    "given_name",
    "family_name",
    "municipality",
    "entry_date",
    "education_level",
]


def read(file, kind="participants", **options):
    """Return ([values of each row], problems), without a project."""
    problems = Problems()
    reader = RowReader(file, kind, problems, {"municipality": str, "intervention": str}, **options)
    rows = [values for _number, _cells, values in islice(reader, 2000)]
    reader.check_not_empty()
    return rows, problems


def csv_lines(*rows):
    return text_file("\n".join(";".join(row) for row in rows))


def archive(**parts):
    return zipped({name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()})


OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OUTCOMES = "personnummer;datum;händelse\n;2018-06-01;anställning"
ATTENDANCE = "aktivitet;datum;från;deltagare;närvaro\n"
DAMAGED = ("can't be read", "går inte att läsa")
EMPTY = ("The file is empty", "Filen är tom")
DOCUMENT = ("The file is a document", "Filen är ett dokument")
ARCHIVE = ("compressed archive. Unpack it", "komprimerat arkiv. Packa upp")
PICTURE = ("The file is a picture", "Filen är en bild")
WEB_PAGE = ("web page or XML", "webbsida eller XML")
NO_HEADING = ("No known column heading", "Ingen känd kolumnrubrik")
FILES = {
    "nothing": (b"", EMPTY),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", EMPTY),
    "separators alone": (b";;;\n;;;\n", EMPTY),
    "headings alone": (b"personnummer;kommun\n", ("no rows", "inga rader")),
    "rows alone": (f"{ASA};Åsa;Öberg;2018-03-01\n".encode(), NO_HEADING),
    "a letter": (b"Hello,\nhere is the list, as we said.\n", NO_HEADING),
    "outcomes": (OUTCOMES.encode(), ("This is a list of outcomes. A list of participants", "en lista över händelser")),
    "attendance": (ATTENDANCE.encode(), ("This is a list of attendance", "en lista över närvaro")),
    "employers": (b"organisationsnummer;arbetsgivare;bransch\n", ("a list of employers", "arbetsgivare")),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", ("The file is a PDF", "Filen är en PDF")),
    "a PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", PICTURE),
    "a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", PICTURE),
    "a HEIC": (b"\x00\x00\x00\x18ftypheic", PICTURE),
    "a WEBP": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", PICTURE),
    "a DOCX": (archive(_rels___dot_rels="<x/>", word__document_dot_xml="<x/>"), DOCUMENT),
    "a PPTX": (archive(_rels___dot_rels="<x/>", ppt__presentation_dot_xml="<x/>"), DOCUMENT),
    "an ODT": (archive(mimetype=OPEN_TEXT, content_dot_xml="<x/>"), DOCUMENT),
    "a DOC": (compound({"WordDocument": b"x" * 5000}), DOCUMENT),
    "an RTF": (b"{\\rtf1\\ansi personnummer}", DOCUMENT),
    "a list in a ZIP": (archive(lista_dot_csv=OUTCOMES), ARCHIVE),
    "a GZ": (b"\x1f\x8b\x08\x00", ARCHIVE),
    "a page called XLS": (b"\xef\xbb\xbf\r\n<HTML><table><tr><td>personnummer", WEB_PAGE),
    "XML of Excel 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', WEB_PAGE),
    "a file of Numbers": (archive(Index__Document_dot_iwa="x"), ("made by Numbers", "gjord i Numbers")),
    "zeros": (bytes(40), ("not a table", "ingen tabell")),
    "no encoding": ("förnamn\n".encode() + b"\x81\x8d\xff", DAMAGED),
    "a broken ZIP": (b"PK\x03\x04" + b"nothing of the kind" * 50, DAMAGED),
    "a broken XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DAMAGED),
    "a cell far away": (
        xlsx(text_row("förnamn"), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ("is too large", "för stort"),
    ),
    "an open quotation mark": (b'f\xc3\xb6rnamn;kommun\n"a;b\nc;d\n', ("quotation mark is missing", "citattecken")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_list_says_what_it_is(name):
    content, messages = FILES[name]
    for language, message in zip(("en", "sv"), messages, strict=True):
        file = io.BytesIO(content if isinstance(content, bytes) else content.getvalue())
        with translation.override(language), pytest.raises(FileError) as caught:
            read(file)
        assert message in caught.value.message
        assert "\n" not in caught.value.message


YEAR, SERIAL = "not certain which number is the day", "the number with which Excel stores a day"
NO_DAY, NO_LEVEL = "no such day", "a digit from 0 to 8"
JANUARY = date(2019, 1, 12)
# A text in a column, and what is read of it: a value, or a part of the message.
CELLS = [
    *(("entry_date", text, JANUARY) for text in (
        "2019.01.12", "2019/1/12", "20190112", "12 januari 2019", "12 jan 2019", "12 Jan. 2019", "den 12 januari 2019",
        "12:e januari 2019", "January 12, 2019", "12 January 2019", "2019\u201101\u201112", "2019\u00ad-01-12",
        "\u00a02019-01-12\u200b", "2019-01-12 00:00:00", "2019-01-12T00:00", "2019-01-12 00:00:00.000",
    )),
    *(("entry_date", text, YEAR) for text in ("12/1-19", "12.1.2019", "13/1/2019", "1/13/2019", "12-1-19", "19-01-12")),
    *(("entry_date", text, SERIAL) for text in ("43477", "43477.0", "43477,5")),
    *(("entry_date", text, NO_DAY) for text in ("20190230", "31 april 2019", "2019-13-01", "2019/0/12")),
    *(("entry_date", text, "not a date") for text in ("12 mai 2019", "januari 2019", "12345678", "2019")),
    ("entry_date", "2019-01-12 08:30:00", "not a date"),
    *(("education_level", text, 3) for text in ("3.0", "3,0", "3")),
    *(("education_level", text, NO_LEVEL) for text in ("3.5", "03", "3.0.0")),
    *(("personal_identity_number", text, ASA) for text in (
        f"{ASA}.0", f"{ASA},0", f"{ASA[:8]}\u2013{ASA[8:]}", f"{ASA[:4]}\u00ad{ASA[4:]}", f"\u00a0{ASA} ",
    )),
    ("personal_identity_number", official_number(date(2000, 1, 3), "man")[2:].lstrip("0"), "zeros are lost"),
    ("personal_identity_number", f"{official_number(date(2001, 2, 3), 'woman')[2:].lstrip('0')}.0", "zeros are lost"),
    ("personal_identity_number", "1,99401E+11", "rounded the number off"),
    ("given_name", "A\u030asa", "Åsa"),
    ("given_name", "Å\u00adsa", "Åsa"),
    ("given_name", "Åsa\u00a0 Maria", "Åsa Maria"),
    ("given_name", "\u200b", "only characters that can't be seen"),
    ("family_name", "#N/A", "the error #N/A"),
    ("family_name", "=1+1", "=1+1"),  # a formula as text is text
]  # fmt: skip
MAKERS = {
    "CSV": csv_lines,
    "XLSX": lambda *rows: xlsx(*(text_row(*row) for row in rows)),
    "ODS": lambda *rows: ods(*(ods_row(*row) for row in rows)),
    "XLS": lambda *rows: xls(Sheet("Blad1", rows)),
    "XLSB": lambda *rows: xlsb(Sheet("Blad1", rows)),
}


@pytest.mark.parametrize("make", MAKERS)
def test_each_text_is_read_or_refused_alike_in_every_format(make):
    rows = [[text if name == column else usual for name, usual in zip(COLUMNS, ROW, strict=True)]
            for column, text, _read in CELLS]  # fmt: skip
    with translation.override("en"):
        found, problems = read(MAKERS[make](HEADER, *rows))
    messages = {problem.row: problem.message for problem in problems.listed}
    for number, (values, (column, text, meant)) in enumerate(zip(found, CELLS, strict=True), start=2):
        if column in values:
            value = getattr(values[column], "digits", values[column])
            assert (text, value, messages.get(number)) == (text, meant, None)
        else:
            assert meant in messages[number], text


def test_days_in_workbooks_count_from_1900_or_1904():
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ROW[:4])
    for is_1904 in (False, True):
        serial = (JANUARY - (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))).days
        for style, meant in ((1, JANUARY), (0, None)):
            row = f'<row>{cells}<c s="{style}"><v>{serial}</v></c></row>'
            parts = xlsx_parts(f"<sheetData>{text_row(*HEADER)}{row}</sheetData>", styles=styles)
            book = parts["xl/workbook.xml"].replace(
                "<sheets>", f'<workbookPr date1904="{int(is_1904)}"/><sheets>'
            )
            with translation.override("en"):
                (values,), problems = read(zipped(parts | {"xl/workbook.xml": book}))
            assert values.get("entry_date") == meant
            assert [SERIAL in each.message for each in problems.listed] == ([] if meant else [True])


WIDE = [*HEADER, *(f"uppgift {number}" for number in range(494))]
MERGED = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="{}"/></mergeCells>'
HEADS = {
    # The headings of three columns stand above, in cells that go down or are too wide.
    "two rows": (["", *HEADER[1:]], [HEADER[0], "Namn", "", "", "", ""], "B1:D1", []),
    "a wide heading": (
        [*HEADER[:4], "", HEADER[5]],
        ["", "Namn", "", "", "", ""],
        "D2:E2",
        [(3, "column 5", "The heading is in the merged cells D2:E2. Separate the cells")],
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_merged_headings(name):
    header, above, merged, expected = HEADS[name]
    rows = [text_row(*cells) for cells in (above, header, ROW, ROW)]
    with translation.override("en"):
        found, problems = read(xlsx(*rows, after=MERGED.format(merged)))
        said = [each for each in problems.listed if each.key or "is missing" not in each.message]
    assert [(each.row, each.column, each.message.partition(",")[0]) for each in said] == expected
    assert {values["personal_identity_number"].digits for values in found} == {ASA}


def test_a_column_without_a_heading_is_one_mistake():
    rows = [[*ROW, "", "x"]] * 300
    with translation.override("en"):
        _rows, problems = read(csv_lines([*HEADER, "", "", "insats"], *rows))
    assert [(each.row, each.column, each.message) for each in problems.listed] == [
        (2, "column 8", "The column has no heading, and cells in 300 rows. Give it one, or empty the cells.")
    ]


@pytest.mark.parametrize("header", ["kommun;telefon;e-post;Pnr;Namn", "datum;timmar;belopp;Pnr;förnamn"])
def test_a_few_headings_of_another_kind_make_no_other_list(header):
    _rows, problems = read(text_file(f"{header}\n0880;x;y;{ASA};z\n"))
    assert "Pnr" in problems.unknown_headings


def test_a_table_of_500_columns_asks_about_the_first_ones():
    for make in (csv_lines, MAKERS["XLSX"]):
        with translation.override("en"):
            rows, problems = read(make(WIDE, [*ROW, *["x"] * 494]))
        assert (len(rows), problems.count, len(problems.unknown_headings)) == (1, 494, 40)
        assert problems.listed[0].message == "Unknown column. Remove it or correct the heading."


@pytest.mark.django_db
def test_the_page_says_what_a_file_is_and_keeps_one_that_can_be_matched(cast, sign_in):
    address = reverse("imports:import_participants", args=[cast.project.slug])
    leader = sign_in(cast.leader)

    def page_of(content):
        return leader.post(address, {"file": SimpleUploadedFile("lista.csv", content)}, follow=True)

    page = page_of(FILES["a DOCX"][0].getvalue())
    assert "Filen är ett dokument. Kopiera dess tabell" in page.context["form"].errors["file"][0]
    page = page_of(csv_lines(WIDE, [*ROW, *["x"] * 494]).getvalue())
    assert len(page.context["headings_form"].headings) == 40
    assert page.context["problems"].count == len(page.context["general_problems"]) == 494
