"""Evidence of outcomes: the number of the people counted who have it."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from participants.register.models import OutcomeEvent
from reporting.disclosure import release
from reporting.indicators import measures
from reporting.indicators.document import from_json
from reporting.indicators.enums import RESULT_KINDS
from reporting.indicators.evidence import with_evidence
from reporting.indicators.figures import compute
from reporting.indicators.frameworks import for_period
from reporting.reports.files import render
from reporting.reports.pages.tables import tables
from tests.factories import OutcomeEventFactory, ProjectFactory
from tests.reporting.disclosure.rules import AUTHORITY, FUNDER, PUBLIC
from tests.reporting.indicators.participants_with_outcomes import LAST_DAY, add_participant
from tests.reporting.reports.documents import kalmar

EARLY, LATE, AFTER_LEAVING = date(2018, 12, 1), date(2019, 2, 1), date(2019, 3, 10)
FOLLOW_UP = date(2019, 9, 10)
EVIDENCE = "Anställningsavtal"


def add(project, *events, **record):
    """Add a participant with events of (day, kind, evidence)."""
    participation = add_participant(project, **record)
    for day, kind, evidence in events:
        OutcomeEventFactory(participation=participation, happened_on=day, kind=kind, evidence=evidence)


def evidence_of(project):
    """Return {code: (counted, of them with stated evidence)}."""
    document = compute(project, ends_on=LAST_DAY).document
    lines = (*document.outputs, *document.results, *document.measures)
    return {line.code: (line.cumulative.total, line.with_evidence) for line in lines}


@pytest.mark.django_db
def test_each_outcome_figure_counts_its_people_with_evidence_of_an_event_that_counts():
    project = ProjectFactory()
    add(project, (AFTER_LEAVING, "employment", EVIDENCE))
    add(project, (AFTER_LEAVING, "employment", ""))
    # What counts is the later event, which has no evidence.
    add(project, (EARLY, "employment", EVIDENCE), (LATE, "self_employment", ""))
    # Evidence of studies: the status "unemployed" needs none.
    add(project, (LATE, "education", EVIDENCE), (AFTER_LEAVING, "unemployed", ""))
    # In studies at the start, so only the closeness counts, and not the studies with their evidence.
    add(project, (LATE, "closer_to_labour_market", ""), in_education=True)
    add(project, (LATE, "qualification", EVIDENCE), (FOLLOW_UP, "follow_up_employed", ""))
    add(project, (FOLLOW_UP, "follow_up_employed", EVIDENCE))

    figures = evidence_of(project)

    expected = {"work": (3, 1), "occupation": (4, 2), "studies": (1, 1), "progression": (5, 2)}
    expected |= {"CR02": (1, 1), "CR03": (1, 1), "CR04": (3, 1), "CR06": (2, 1), "self_employment": (1, 0)}
    assert {code: figures[code] for code in expected} == expected
    no_events = ("CO01", "CO20", "TOTAL", "participants", "leavers", "women_share")
    assert {figures[code][1] for code in no_events} == {None}


@pytest.mark.django_db
def test_a_correction_that_adds_evidence_counts():
    project = ProjectFactory()
    participation = add_participant(project, events=[(AFTER_LEAVING, "employment")])
    bare = OutcomeEvent.objects.get(participation=participation)
    OutcomeEventFactory(
        participation=participation,
        happened_on=AFTER_LEAVING,
        kind="employment",
        evidence=EVIDENCE,
        supersedes=bare,
        correction_reason="Avtalet har kommit",
    )
    assert evidence_of(project)["work"] == (1, 1)


@pytest.mark.parametrize("period", ["2007-2013", "2014-2020", "2021-2027"])
def test_every_result_has_a_count_of_evidence(period):
    framework = for_period(period)
    results = [each for each in framework.counted if each.kind in RESULT_KINDS]
    without_events = ("participants", "leavers", "began_or_increased", "compared")
    outcomes = [each for each in measures.COUNTED if each.code not in without_events]
    assert all(with_evidence(each.q) is not None for each in (*results, *outcomes))
    others = [each for each in framework.counted if each not in results]
    assert all(with_evidence(each.q) is None for each in others)


def with_counts(document):
    *others, last = document.results
    return replace(document, results=[*others, replace(last, with_evidence=56)])


def test_the_count_is_part_of_the_frozen_figures_but_never_of_a_released_version():
    document = with_counts(kalmar())
    assert from_json(document.to_json()) == document
    assert document.digest != kalmar().digest
    assert "with_evidence" not in str(kalmar().to_json())
    for rules in (AUTHORITY, FUNDER, PUBLIC):
        assert "with_evidence" not in str(release(document, rules=rules).shown.to_json())


def test_pages_and_files_state_it():
    document = with_counts(kalmar())
    (found,) = [row for table in tables(document) for row in table.rows if row.figure == "CR06"]
    assert found.note == "Underlag angivet för 56 av 70"
    pdf = PdfReader(io.BytesIO(render(document, "pdf", "en")))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "Evidence stated for 56 of 70" in text
    csv_text = render(document, "csv", "sv").decode("utf-8-sig")
    row = next(row for row in csv.DictReader(io.StringIO(csv_text), delimiter=";") if row["code"] == "CR06")
    assert (row["with_evidence"], row["without_evidence"]) == ("56", "14")
    head, *rows = figures_sheet(document)
    assert head[-2:] == ["Med underlag", "Utan underlag"]
    assert [row[-2:] for row in rows if "CR06" in row] == [[56, 14]]


def test_a_report_without_the_counts_has_no_words_and_no_columns_of_them():
    assert all(not row.note for table in tables(kalmar()) for row in table.rows)
    assert "Med underlag" not in figures_sheet(kalmar())[0]


def figures_sheet(document):
    content = io.BytesIO(render(document, "xlsx", "sv"))
    return CalamineWorkbook.from_filelike(content).get_sheet_by_index(1).to_python()
