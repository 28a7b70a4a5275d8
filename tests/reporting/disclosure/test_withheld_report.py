"""A withheld report: every file of it says so and shows no number of persons."""

import csv
import html
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from reporting.disclosure import release
from reporting.disclosure.cells import all_cells
from reporting.disclosure.redaction import redact
from reporting.disclosure.rules import GROUPS
from reporting.indicators.document import HIDDEN
from reporting.reports.files import render
from tests.reporting.disclosure.rules import PUBLIC
from tests.reporting.indicators.report_series import PlainParticipant, document

SAYS_SO = {
    "sv": "Inga antal personer visas: siffrorna bygger på så få att de hade kunnat räknas ut",
    "en": "No numbers of persons are shown: they are so small that they could be worked out",
}
MEANING_OF_DOTS = {"sv": "står för 1–4 personer", "en": "stands for 1–4 persons"}
PEOPLE = ("women", "men", "total", "period_women", "period_men", "period_total", "rate")


def crowd():
    # Five of six have left in the first quarter, one in the second.
    leaver = PlainParticipant(
        "women", "unemployed", False, 2, "", frozenset(), "0880", "", 0, 0, "work", True
    )
    return [leaver] * 5 + [replace(leaver, left=1)] + [replace(leaver, entered=2, left=None)] * 9


def withheld_report(crowd):
    full = document(crowd, 1, 1)
    return redact(full, all_cells(full), rules=PUBLIC, withheld=GROUPS)


@pytest.fixture(scope="module")
def withheld():
    shown = withheld_report(crowd())
    assert shown.is_withheld
    return shown


def csv_rows(report, language):
    text = render(report, "csv", language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def sheets(report, language):
    book = CalamineWorkbook.from_filelike(io.BytesIO(render(report, "xlsx", language)))
    return [book.get_sheet_by_index(number).to_python() for number in range(len(book.sheet_names))]


def pdf_text(report, language):
    pages = PdfReader(io.BytesIO(render(report, "pdf", language))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def text_of(report, kind, language):
    if kind == "pdf":
        return pdf_text(report, language)
    return html.unescape(str(csv_rows(report, language) if kind == "csv" else sheets(report, language)))


@pytest.mark.parametrize("language", SAYS_SO)
@pytest.mark.parametrize("kind", ["pdf", "csv", "xlsx"])
def test_each_file_says_so_in_its_language(withheld, kind, language):
    text = text_of(withheld, kind, language)
    assert SAYS_SO[language] in text
    assert MEANING_OF_DOTS[language] not in text
    other = text_of(release(document(crowd(), 0, 0), rules=PUBLIC).shown, kind, language)  # not withheld
    assert SAYS_SO[language] not in other
    assert MEANING_OF_DOTS[language] in other


@pytest.mark.parametrize("language", SAYS_SO)
def test_the_csv_has_no_number(withheld, language):
    people = [row for row in csv_rows(withheld, language) if row["section"] not in ("report", "rule")]
    assert len(people) > 15
    for row in people:
        assert {row[column] for column in PEOPLE} <= {HIDDEN, ""}, row
        assert [row[column] for column in PEOPLE[:6]] == [HIDDEN] * 6, row


@pytest.mark.parametrize("language", SAYS_SO)
def test_the_workbook_has_no_number_except_targets(withheld, language):
    _, figures, targets, parts, _ = sheets(withheld, language)
    assert len(figures) > 15
    assert len(parts) > 15
    assert not any(isinstance(cell, float) for row in [*figures, *parts] for cell in row)
    assert {cell for row in targets for cell in row if isinstance(cell, float)} == {30.0}  # the target number
    for rows in (figures, targets, parts):
        assert all(HIDDEN in row for row in rows[1:])


@pytest.mark.parametrize("language", SAYS_SO)
def test_the_pdf_has_the_same_text_for_other_persons(withheld, language):
    others = [replace(each, sex="men", municipality="0881") for each in crowd()]
    other = withheld_report(others)
    made = [re.sub(r"[a-f0-9]{64}", "", pdf_text(each, language)) for each in (withheld, other)]
    assert made[0] == made[1]
