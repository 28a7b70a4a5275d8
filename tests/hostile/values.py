"""Hostile values, files and names."""

import io
import zipfile

from hypothesis import strategies as some

LONG = "å" * 70_000
VALUES = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",  # half a character; leaves as it would from a form in the wrong encoding
    "\u202e\ufeff\u200b",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% include 'x' %}",
    "' OR 1=1 --",
    "../../../etc/passwd",
    "=1+1",
    "-1",
    "0",
    "1e400",
    "NaN",
    "Infinity",
    "9" * 40,
    "99999999999999999999",
    "2147483648",
    "-9223372036854775809",
    "0.00000000000000001",
    "１２３",
    "²",
    "2018-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2018-13-45T99:99",
    "31 mars 2020",
    "None",
    "null",
    "[]",
    '{"a": 1}',
    "true",
    "participants",
    "00000000-0000-0000-0000-000000000000",
    "19940112-2396",
    "a@b",
    "on",
    LONG,
)
# Field names that a form does not have, or has for other roles only.
EXTRA_NAMES = (
    "id",
    "pk",
    "user",
    "project",
    "role",
    "is_superuser",
    "next",
    "page",
    "sort",
    "q",
    "_method",
    "",
)


def archive(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def _billion_laughs():
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'


def _workbook(sheet, before=""):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'{before}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }


def _cell(reference, text):
    row = "".join(letter for letter in reference if letter.isdigit())
    return f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


GOOD_WORKBOOK = archive(**_workbook(_cell("A1", "förnamn")))
FILES = {
    "nothing": b"",
    "a space": b" ",
    "zeros": b"\x00" * 2000,
    "noise": bytes(range(256)) * 20,
    "half a character": "förnamn;efternamn\nÅs".encode()[:-1],
    "utf-16": "förnamn;efternamn\nÅsa;Öberg".encode("utf-16"),
    "utf-32": "förnamn;efternamn\nÅsa;Öberg".encode("utf-32"),
    "dos": "förnamn;efternamn\r\nÅsa;Öberg".encode("cp850"),
    "no rows": b"given_name;family_name",
    "the heading thrice": b"given_name;given_name;given_name\na;b;c",
    "an open quote": b'given_name;family_name\n"Asa;Oberg',
    "100,000 columns": b";".join(b"x%d" % number for number in range(100_000)) + b"\n" + b";" * 100_000,
    "a long cell": b"given_name\n" + b"a" * 200_000,
    "only separators": b";" * 5000,
    "only line breaks": b"\r\n" * 5000,
    "a workbook of the old kind": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "a PDF": b"%PDF-1.7\n%%EOF",
    "an archive of nothing": archive(),
    "an archive of something else": archive(**{"a.txt": "a"}),
    "a workbook cut off": GOOD_WORKBOOK[:-60],
    "a workbook cut in half": GOOD_WORKBOOK[: len(GOOD_WORKBOOK) // 2],
    "a workbook with noise in it": GOOD_WORKBOOK[:200] + bytes(range(200)) + GOOD_WORKBOOK[400:],
    "a workbook without rows": archive(**_workbook("")),
    "a cell in the last corner": archive(**_workbook(_cell("A1", "förnamn") + _cell("XFD1048576", "x"))),
    "a cell beyond the last corner": archive(**_workbook(_cell("A1", "x") + _cell("ZZZZZZ99999999999", "x"))),
    "the same without double quotation marks": archive(
        **_workbook((_cell("A1", "x") + _cell("ZZZZZZ99999999999", "x")).replace('"', "'"))
    ),
    "a cell of a far row in a near one": archive(
        **_workbook('<row r="1"><c r = "A1048577000" t="n"><v>1</v></c></row>')
    ),
    "a cell nowhere": archive(**_workbook('<row r="x"><c r="" t="n"><v>1</v></c></row>')),
    "an invalid number": archive(
        **_workbook('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>x</v></c></row>')
    ),
    "a string that is not there": archive(**_workbook('<row r="1"><c r="A1" t="s"><v>77</v></c></row>')),
    "a billion laughs": archive(**_workbook(_cell("A1", "&l11;"), _billion_laughs())),
    "a file from the server": archive(
        **_workbook(
            _cell("A1", "&f;"), '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        )
    ),
    "a zip bomb": archive(**_workbook(_cell("A1", "x") + " " * 30_000_000)),
    "a part that leads outside": archive(**_workbook(_cell("A1", "x")), **{"../../outside.xml": "x"}),
}
FILE_NAMES = (
    "lista.csv",
    "lista.xlsx",
    "../../x.csv",
    "a\x00b.csv",
    "Ås" * 200 + ".xlsx",
    "",
    ".htaccess",
    "x.html",
)

values = some.sampled_from(VALUES) | some.text(max_size=60)
