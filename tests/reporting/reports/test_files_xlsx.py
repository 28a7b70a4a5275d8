import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from esfportal.ui.safe_cells import clean
from reporting.indicators.document import Count
from reporting.indicators.names import Name
from reporting.reports.files import render
from tests.reporting.reports.documents import KALMAR, document_with_text, kalmar, prestudy
from tests.reporting.reports.test_files_csv import PAYLOADS


def workbook(document, language="sv"):
    return CalamineWorkbook.from_filelike(io.BytesIO(render(document, "xlsx", language)))


def sheet(document, number, language="sv"):
    """Return a sheet's rows as dicts by heading."""
    head, *rows = workbook(document, language).get_sheet_by_index(number).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def parts_of(document):
    archive = zipfile.ZipFile(io.BytesIO(render(document, "xlsx", "sv")))
    return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_sheets_are_named_in_the_language():
    names = ["Rapport", "Siffror", "Mål", "Delar", "Regler", "Ekonomi", "Förändring sedan start", "Timmar"]
    assert workbook(kalmar()).sheet_names == names
    names = ["Report", "Figures", "Targets", "Parts", "Rules", "Money", "Distance travelled", "Hours"]
    assert workbook(kalmar(), "en").sheet_names == names


def test_counts_are_numbers():
    row = next(row for row in sheet(kalmar(), 1) if row["Kod"] == "CO01")
    assert (row["Kvinnor"], row["Män"], row["Totalt"]) == (120, 90, 210)
    assert (row["Typ"], row["Namn"]) == ("Aktivitetsindikator", "arbetslösa")


def test_shares_are_fractions_shown_as_per_cent():
    row = next(row for row in sheet(kalmar(), 1) if row["Kod"] == "occupation")
    assert row["Andel"] == pytest.approx(0.70)
    assert 'formatCode="0.0%"' in parts_of(kalmar())["xl/styles.xml"]


def test_days_are_dates_and_money_is_a_number():
    facts = {row["Om rapporten"]: row["Värde"] for row in sheet(kalmar(), 0)}
    assert facts["Första dagen"] == date(2017, 9, 1)
    assert facts["Sista dagen"] == date(2020, 3, 31)
    assert facts["Total budget, kronor"] == 21_000_000
    assert facts["Siffrornas kontrollsumma"] == kalmar().digest


def test_targets_with_base_goal_and_state():
    number, share, part = sheet(kalmar(), 2)
    assert (number["Målvärde"], number["Totalt"], number["Läge"]) == (418, 382, "enligt plan")
    assert (share["Målvärde"], share["Underlaget totalt"]) == (pytest.approx(0.6), 300)
    assert part["Del"] == "Sökandelots"


def test_every_part_and_measure_has_a_row():
    rows = [row for row in sheet(kalmar(), 3) if row["Del"] == "Oskarshamn"]
    assert [row["Mått"] for row in rows] == [
        "Deltagare",
        "Avslutade",
        "I arbete",
        "I sysselsättning",
        "Närmare arbetsmarknaden",
    ]
    assert (rows[0]["Kvinnor"], rows[0]["Män"], rows[0]["Totalt i perioden"]) == (64, 20, 1)


def test_rules_with_counts_or_the_numbers_compared():
    record, figures = sheet(kalmar(), 4)
    assert (record["Regel"], record["Totalt"], record["Talen som jämförs"]) == ("V-R04", 12, "")
    assert (figures["Gäller"], figures["Totalt"]) == ("kvinnor, sedan start", "")
    assert figures["Talen som jämförs"] == "CO01 + CO03 + CO05 = 11, TOTAL = 12"


def looks_of(document, number):
    """Return {cell: (row height, alignment)} of a sheet."""
    parts = parts_of(document)
    looks = re.findall(r"<xf [^>]*xfId[^>]*?(?:/>|>.*?</xf>)", parts["xl/styles.xml"].split("<cellXfs")[1])
    aligned = [re.search(r'horizontal="(\w+)"|$', look)[1] for look in looks]
    found = {}
    for row, cells in re.findall(r"<row ([^>]*)>(.*?)</row>", parts[f"xl/worksheets/sheet{number}.xml"]):
        height = float(re.search(r'ht="([\d.]+)"|$', row)[1] or 15)
        for cell, look in re.findall(r'<c r="(\w+)" s="(\d+)"', cells):
            found[cell] = height, aligned[int(look)]
    return found


def test_a_row_is_as_high_as_its_longest_text():
    note = "En anmärkning om det som räknas, med flera rader. " * 12
    heights = [height for height, _align in looks_of(document_with_text(note), 1).values()]
    assert max(heights) >= 15 * len(note) / 80
    assert min(heights) == 15
    heights = [height for height, _align in looks_of(document_with_text(note * 20), 1).values()]
    assert max(heights) <= 409  # the limit of Excel


def test_numbers_stand_under_their_headings():
    figures = looks_of(kalmar(), 2)
    heading = {
        cell[:-1]: align for cell, (_height, align) in figures.items() if re.fullmatch(r"[A-Z]1", cell)
    }
    assert set(heading.values()) == {"left", "right"}
    for cell, (_height, align) in figures.items():
        assert align == heading[cell.rstrip("0123456789")], cell


def test_heads_stay_in_view_and_are_repeated_on_paper():
    for name, xml in parts_of(kalmar()).items():
        if name.startswith("xl/worksheets/"):
            assert 'state="frozen"' in xml
    assert "_xlnm.Print_Titles" in parts_of(kalmar())["xl/workbook.xml"]


def test_tables_have_filters_and_a_print_area_as_wide_as_a_page():
    parts = parts_of(kalmar())
    sheets = [parts[f"xl/worksheets/sheet{number}.xml"] for number in range(1, 9)]
    assert ["<autoFilter" in xml for xml in sheets] == [False, *[True] * 7]
    assert all('fitToHeight="0"' in xml for xml in sheets)
    areas = re.findall(r'name="_xlnm.Print_Area"[^>]*>([^<]*)<', parts["xl/workbook.xml"])
    assert len(areas) == len(sheets)
    rows = len(sheet(kalmar(), 3)) + 1
    assert f"Delar!$A$1:$K${rows}" in areas
    assert "<autoFilter" not in parts_of(kalmar(rules=[]))["xl/worksheets/sheet5.xml"]


def widths(document, number):
    """Return the widths of a sheet's columns, in characters."""
    xml = parts_of(document)[f"xl/worksheets/sheet{number}.xml"]
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', xml)
    return [float(width) for first, last, width in found for _column in range(int(first), int(last) + 1)]


def test_columns_are_as_wide_as_their_texts_and_no_wider_than_they_may_be():
    _kind, code, part, measure, *counts = widths(kalmar(), 4)
    assert code < part < measure
    assert max(counts) < 15
    longest = widths(document_with_text("En del med ett mycket långt namn " * 4), 4)
    assert part < longest[2] < 36


def test_a_large_number_has_room():
    count = Count(12_000_000, 1)
    line = replace(kalmar().outputs[0], cumulative=count, period=count)
    found = widths(kalmar(outputs=[line]), 2)
    assert found[3] > len("12,000,000") + 2
    assert found[4] < found[3]


def test_a_word_that_is_translated_late_makes_room_for_its_lines():
    (line,) = [line for line in kalmar().outputs if line.code == "CO20"]
    unknown = replace(line, cumulative=Count(None, None, None), period=Count(None, None, None))
    document = kalmar(outputs=[unknown], results=[], measures=[])
    assert sheet(document, 1)[0]["Totalt"] == "uppgift saknas"
    height, _align = looks_of(document, 2)["F2"]
    assert widths(document, 2)[5] * height / 15 >= len("uppgift saknas")


def test_remarks_have_a_column_where_there_are_any():
    assert "Anmärkning" not in sheet(kalmar(), 1)[0]
    line = replace(kalmar().outputs[0], note=Name("Räknas om.", ""))
    assert sheet(kalmar(outputs=[line]), 1)[0]["Anmärkning"] == "Räknas om."


def test_the_share_of_a_part_is_in_its_row():
    rows = {(row["Del"], row["Mått"]): row["Andel"] for row in sheet(kalmar(), 3)}
    assert rows["Oskarshamn", "I sysselsättning"] == pytest.approx(0.643)
    assert rows["Oskarshamn", "I arbete"] == ""


def test_prestudy_reports_zeros():
    row = next(row for row in sheet(prestudy(), 1) if row["Kod"] == "participants")
    assert row["Totalt"] == 0


@pytest.mark.parametrize("language", ["sv", "en"])
def test_same_figures_give_the_same_bytes(language):
    assert render(kalmar(), "xlsx", language) == render(kalmar(), "xlsx", language)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula_or_a_link(payload):
    for name, xml in parts_of(document_with_text(payload)).items():
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in xml
            assert "<hyperlink" not in xml
    assert sheet(document_with_text(payload), 4)[0]["Vad den säger"] == clean(payload)


def test_what_looks_like_a_formula_stays_text_when_the_cell_is_edited():
    document = kalmar(project=replace(KALMAR, owner=Name("=1+1", "")))
    assert 'quotePrefix="1"' in parts_of(document)["xl/styles.xml"]


@settings(max_examples=40)
@given(st.text())
def test_any_text_comes_back_as_it_is(text):
    document = kalmar(project=replace(KALMAR, name=Name(text, text), owner=Name(text, text)))
    facts = {row["Om rapporten"]: row["Värde"] for row in sheet(document, 0)}
    assert facts["Projekt"] == clean(text)


def test_money_is_numbers_and_about_stays_about():
    esf, in_kind, total, *_purposes = sheet(kalmar(), 5)
    assert esf["Planerat"].startswith("cirka ")
    assert (esf["Bokfört under perioden"], total["Bokfört sedan start"]) == (1_250_000.5, 14_000_000)
    assert in_kind["Timmar under perioden"] == 6200.5
