"""Proposals for headings, and workbooks that are filled and read back by another library."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reporting.statistics.monthly.content import Row
from reporting.statistics.scb_template.filling.cell_values import Column, Writing
from reporting.statistics.scb_template.filling.fields import NAMES, REPEATED, Field, field_of, proposal
from reporting.statistics.scb_template.filling.reading import outline
from reporting.statistics.scb_template.filling.sheet_xml import SheetXml, Unfit, letters_of
from reporting.statistics.scb_template.filling.workbook import filled
from tests.numbers import nth_number
from tests.reporting.statistics.scb_template.workbooks import CONTROL, SIX, SWEDISH, template

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def row(number="", given="Anna", **values):
    found = {"is_substitute": False, "family_name": "Ek", "sex": "woman", "birth_date": date(1981, 12, 29)}
    found |= {"starts_on": date(2018, 1, 2), "ends_on": None, "hours": Decimal("12.5")}
    return Row(key=1, number=number or nth_number(0), given_name=given, **found | values)


ROWS = [
    row(given='=HYPERLINK("http://x")', family_name="<Ek & Co>"),
    row("19900517Tf29", "", family_name="", is_substitute=True, ends_on=date(2018, 2, 3), hours=Decimal(7)),
    *[row(given=f"+{number}") for number in range(8)],
]


def columns_of(found, fields=SIX):
    return [
        Column(place, heading, field) for (place, heading), field in zip(found.headings, fields, strict=False)
    ]


def fill(content, fields=SIX, rows=ROWS, writing=None, **values):
    found = outline(content)
    about = {"sheet": found.sheet, "first_row": found.first_row, "columns": columns_of(found, fields)}
    return filled(content, rows, writing=writing or Writing(), **about | values)


def test_headings_are_proposed():
    headings = [*SWEDISH, "Anställd hos", "Startdatum (igen)", "Efternmn", "KÖN*", "Födelse-datum", ""]
    rest = [None, None, None, Field.SEX, Field.BIRTH_DATE, None]  # surname is taken by the exact name
    assert proposal(headings) == [*SIX, *rest]
    assert proposal(["Surname", "First name", "Date of birth", "End date", "Hours"])[3:] == [
        Field.ENDS_ON,
        Field.HOURS,
    ]
    remembered = {"anställd hos": Field.TEXT, "övrigt": Field.TEXT, "efternamn": Field.EMPTY}
    assert proposal(["Anställd hos", "Övrigt", "Efternamn"], remembered) == [
        Field.TEXT,
        Field.TEXT,
        Field.EMPTY,
    ]
    assert [letters_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@QUICK
@given(st.lists(st.sampled_from([name for names in NAMES.values() for name in names]), max_size=8), st.data())
def test_a_proposal_names_no_field_twice_and_none_wrongly(names, data):
    headings = []
    for name in names:
        at = data.draw(st.integers(0, len(name)))
        typed = name[:at] + name[at + data.draw(st.integers(0, 1)) :]  # perhaps a letter is missing
        headings.append(
            data.draw(st.sampled_from([typed, typed.upper(), f" {typed}: ", f"{typed} (1)", f"*{typed}"]))
        )
    found = proposal(headings)
    chosen = [field for field in found if field and field not in REPEATED]
    assert len(chosen) == len(set(chosen))
    for name, heading, field in zip(names, headings, found, strict=True):
        assert field in (None, field_of(name)), heading


@pytest.mark.parametrize(
    ("above", "day", "writing"),
    [
        (("SCB", "Rapport"), "General", Writing()),
        ((), "yyyy-mm-dd", Writing("cell", "pågår", "okänt")),
        (("1",) * 6, "General", Writing("compact", "9999-12-31")),
    ],
)
def test_a_template_is_filled_and_all_else_is_kept(above, day, writing):
    content = template(above=above, day=day)
    found = outline(content)
    assert (found.sheet, found.sheets, found.heading_row) == (
        "Deltagare",
        ("Deltagare", "Listor"),
        len(above) + 1,
    )
    assert [heading for _place, heading in found.headings] == [*SWEDISH, CONTROL]
    result, shown = fill(content, writing=writing)
    sheet = load_workbook(io.BytesIO(result))["Deltagare"]
    for number, (each, texts) in enumerate(zip(ROWS, shown, strict=True), start=found.first_row):
        cells = [sheet.cell(number, column).value for column in range(1, 7)]
        assert cells[:3] == [
            each.number,
            each.given_name or writing.unknown or None,
            each.family_name or writing.unknown or None,
        ]
        assert sheet.cell(number, 2).data_type in ("s", "n")  # never a formula
        start = cells[3].date() if isinstance(cells[3], datetime) else cells[3]
        assert str(start).replace("-", "") == "20180102"
        assert cells[4] == (writing.open_end or None) if each.ends_on is None else cells[4]
        assert cells[5] == (each.hours)
        assert texts[0] == each.number
    assert sheet.cell(found.first_row, 2).fill.fgColor.rgb == "00FFFF00"
    assert sheet.cell(found.first_row + 7, 2).fill.fgColor.rgb == "00FFFF00"  # as the first row
    assert sheet.cell(found.first_row + 1, 7).value.startswith("=IF(")
    assert sheet.data_validations.dataValidation[0].formula1 == "=Listor!$A$1:$A$2"
    before, after = zipfile.ZipFile(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(result))
    assert before.namelist() == after.namelist()
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"} - (
        {"xl/workbook.xml"} if b"fullCalcOnLoad" in before.read("xl/workbook.xml") else set()
    )


def prefixed(xml):
    # As other programs write it: a prefix, no places, an empty area.
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")


def test_sheets_are_filled_as_other_programs_write_them():
    xml = b'<worksheet xmlns="a"><cols><col min="2" max="3" style="4"/></cols><sheetData>%s</sheetData></worksheet>'
    rows = [{0: "a<", 1: Decimal(2)}, {0: None, 1: date(1904, 1, 3)}]
    for data in (
        b"",
        b"<row><c><v>1</v></c></row><row/>",
        b"<row r='2' spans='1:1'><c r='C2'><v>7</v></c></row>",
    ):
        plain = xml % data if data else xml.replace(b"<sheetData>%s</sheetData>", b"<sheetData/>")
        for content in (plain, prefixed(plain)):
            found = SheetXml(SheetXml(content).filled(2, rows, [0, 1], is_1904=True))
            assert [(each.place, [cell.place for cell in each.cells]) for each in found.rows][-2:] == [
                (2, [0, 1, *([2] if b"C2" in data else [])]),
                (3, [1]),
            ]
            assert found.content.count(b's="4"') == 2
            assert b">2<" in found.content


ENTITY = b'<!DOCTYPE a [<!ENTITY b "bb">]>'
DAMAGED = {
    "it is damaged, or not": lambda: with_part(template(), lambda xml: ENTITY + xml),
    "more than 60": lambda: template([f"Rubrik {number}" for number in range(500)]),
    "personal identity numbers": lambda: template(rows=[[nth_number(0), "Anna"]]),
    "No row": lambda: template((), above=(), A1="", B1=""),
    "has content": lambda: template(A9="Summa"),
    "are merged": lambda: merged("A5:B5"),
    "can't be read": lambda: template()[:900],
}


def merged(area):
    book = load_workbook(io.BytesIO(template()))
    book["Deltagare"].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, change, name="xl/worksheets/sheet1.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, change(data) if entry.filename == name else data)
    return out.getvalue()


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("in_english")
def test_templates_that_can_not_be_filled_are_refused_with_the_reason():
    for reason, make in DAMAGED.items():
        with pytest.raises(Unfit, match=reason):
            fill(make())
    dates = Writing("cell")
    with pytest.raises(Unfit, match="show no dates"):
        fill(template(), writing=dates)
    with pytest.raises(Unfit, match="no sheet"):
        fill(template(), sheet="Blad9")
    with pytest.raises(Unfit, match="entities"):
        SheetXml(ENTITY + b"<worksheet/>")
    with pytest.raises(Unfit, match="UTF-8"):
        SheetXml("<worksheet/>".encode("utf-16"))
    # What stands in a column of no field is kept.
    assert len(fill(template(A40="Summa"), rows=ROWS[:1], fields=("empty", *SIX[1:]))[1]) == 1


LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS, max_size=8)
ANY_ROWS = st.builds(
    Row,
    key=st.just(0),
    number=st.integers(0, 10**12 - 1).map("{:012}".format) | st.just("19900517Tf29"),
    is_substitute=st.booleans(),
    given_name=TEXTS,
    family_name=TEXTS,
    sex=st.sampled_from(["woman", "man"]),
    birth_date=st.dates(date(1900, 3, 1), date(2026, 1, 1)),
    starts_on=st.dates(date(2014, 1, 1), date(2030, 1, 1)),
    ends_on=st.dates(date(2014, 1, 1), date(2030, 1, 1)) | st.none(),
    hours=st.integers(0, 99_999).map(lambda number: Decimal(number) / 100),
    employed=st.sampled_from(["yes", "no", ""]),
    employer=TEXTS,
    employer_number=st.sampled_from(["", "0123456789"]),
    municipality=st.sampled_from(["", "0114", "1480"]),
    intervention=TEXTS,
    sub_project=TEXTS,
)
ANY_FIELDS = st.permutations([*Field.values, "empty", "text", ""]).map(lambda fields: fields[:9])


def meant(field, each, writing):
    """Return what a field of a row is to say, stated apart from the code that writes it."""
    words = {"woman": writing.woman, "man": writing.man, "yes": writing.yes, "no": writing.no}
    if field in ("text", "empty", ""):
        return "=1+1" if field == "text" else ""
    if field == "full_name":
        return f"{each.given_name} {each.family_name}".strip() or writing.unknown
    value = getattr(each, field)
    if field == "hours":
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    if field in ("employer", "employer_number") and each.employed == "no" and not each.employer:
        return ""
    if field in ("intervention", "sub_project") and not each.is_substitute:
        return value
    if isinstance(value, date):
        return str(value).replace("-", "" if writing.date_format == "compact" else "-")
    if field == "ends_on":
        return value or writing.open_end
    return words.get(value, value) if field in ("sex", "employed") and value else value or writing.unknown


@settings(QUICK, max_examples=12, phases=[Phase.generate])
@given(
    st.lists(ANY_ROWS, max_size=6),
    ANY_FIELDS,
    st.tuples(st.sampled_from(["iso", "compact"]), *[TEXTS] * 6).map(lambda texts: Writing(*texts)),
)
def test_any_rows_are_read_back_as_they_are_by_any_mapping(rows, fields, writing):
    content = template([f"Rubrik {number}" for number in range(len(fields))])
    found = outline(content, heading_row=3)
    columns = [each._replace(text="=1+1") for each in columns_of(found, fields)]
    about = {"sheet": found.sheet, "first_row": found.first_row, "columns": columns}
    result, shown = filled(content, rows, writing=writing, **about)
    expected = [[meant(field, each, writing) for field in fields] for each in rows]
    assert shown == expected
    book = load_workbook(io.BytesIO(result))["Deltagare"]
    for line, texts in enumerate(expected, start=found.first_row):
        cells = [book.cell(line, place).value for place in range(1, len(fields) + 1)]
        assert [f"{cell:g}" if isinstance(cell, float | int) else cell or "" for cell in cells] == texts
