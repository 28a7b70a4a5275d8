"""The state of a target in words: its tense, and the number from which the project is on track."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from projects.models import Project, Target
from reporting.indicators.document import Count, from_json
from reporting.indicators.figures import compute
from reporting.indicators.measures import state_of_number
from reporting.reports.files import pdf_content, render
from reporting.reports.pages import target_rows
from reporting.reports.pages.target_paths import on_track_from
from tests.factories import ProjectFactory, TargetFactory
from tests.reporting.indicators.participants_with_outcomes import add_participant
from tests.reporting.reports.documents import INDIVIDUALS, KALMAR, OCCUPATION, kalmar

START = date(2018, 1, 1)
END = date(2019, 12, 31)


@pytest.fixture
def project(db):
    project = ProjectFactory(starts_on=START, ends_on=END)
    add_participant(project)
    TargetFactory(
        project=project, code="one", measure="participants", comparison="at_least", unit="number", value=1
    )
    return project


@pytest.mark.parametrize(
    ("language", "running", "ended"),
    [("sv", "har nåtts", "nåddes"), ("en", "reached", "reached")],
)
def test_a_goal_is_reached_in_the_tense_of_the_project(project, language, running, ended):
    for day, word in ((END - timedelta(1), running), (END, ended)):
        document = compute(project, ends_on=day).document
        with translation.override(language):
            assert [row.state_label for row in target_rows.target_rows(document)] == [word]
            headline = pdf_content.content(document, language)
        assert [row["state"]["word"] for row in headline["headlines"]] == [word]
        assert headline["summary"].endswith(f": 1 {word}")
        assert f'"{word}"' in render(document, "csv", language).decode("utf-8-sig")


@pytest.mark.parametrize("state", ["reached", "not_reached"])
def test_a_report_of_an_earlier_version_says_no_wrong_tense(state):
    # It does not know the project's days; that a goal was not reached is only said after the end.
    facts = replace(KALMAR, starts_on="", ends_on="")
    document = kalmar(
        project=facts, targets=[replace(INDIVIDUALS, state="reached"), replace(OCCUPATION, state=state)]
    )
    with translation.override("sv"):
        rows = target_rows.target_rows(document)
    assert rows[0].state_label == ("har nåtts" if state == "reached" else "nåddes")
    assert "enligt plan" not in rows[0].detail


def running(
    value,
    total,
    *,
    state="behind",
    starts_on="2018-01-01",
    ends_on="2019-12-31",
    day="2018-12-31",
    planned=None,
):
    line = replace(
        INDIVIDUALS,
        comparison="at_least",
        value=value,
        cumulative=Count(total, 0),
        rate=str(round(Decimal(total) * 100 / Decimal(value), 1)),
        state=state,
        planned=planned,
    )
    facts = replace(KALMAR, starts_on=starts_on, ends_on=ends_on)
    return kalmar(project=facts, ends_on=day, targets=[line])


def test_a_target_says_from_what_number_it_is_on_track():
    (row,) = on_page(running("360", 170))
    assert row.detail == "47,2\u00a0% av 360, enligt plan från 180"
    (row,) = on_page(running("360", 190, state="on_track"))
    assert row.detail == "52,8\u00a0% av 360, enligt plan från 180"
    (row,) = on_page(running("360", 170), "en")
    assert row.detail == "47.2% of 360, on track from 180"


def test_it_is_not_said_of_what_has_been_reached_or_has_ended():
    for document in (
        running("360", 360, state="reached"),
        running("360", 300, state="not_reached", day="2019-12-31"),
        running("360", 170, starts_on="", ends_on=""),
    ):
        assert "enligt plan" not in on_page(document)[0].detail


def on_page(document, language="sv"):
    with translation.override(language):
        return target_rows.target_rows(document)


def test_the_pdf_says_it_too():
    with translation.override("sv"):
        (headline,) = pdf_content.content(running("360", 170), "sv")["headlines"]
    assert "enligt plan från 180" in headline["detail"]


def test_a_report_keeps_the_path_that_it_was_judged_by(project):
    target = project.targets.get()
    target.value = 300
    target.path, target.path_planned_on = ["2018-06-30 1", "2018-12-31 101"], date(2018, 2, 1)
    target.save()
    document = compute(project, ends_on=date(2018, 12, 31)).document
    (line,) = document.targets
    assert (line.planned, line.state) == (101, "behind")
    target.path, target.path_planned_on = ["2018-12-31 1"], date(2018, 12, 1)
    target.save()
    assert compute(project, ends_on=date(2018, 12, 31)).document.targets[0].state == "on_track"

    kept = from_json(document.to_json())
    assert kept == document
    (row,) = on_page(kept, "en")
    in_words = "100 behind the path: 101 by 31 December 2018 (path as planned on 1 February 2018)"
    assert row.detail.replace("\u00a0", " ").endswith(in_words)
    with translation.override("sv"):
        (headline,) = pdf_content.content(kept, "sv")["headlines"]
        lines = render(kept, "csv", "sv").decode("utf-8-sig")
    assert "100 efter: 101 behövdes till den 31 december 2018" in headline["detail"].replace("\u00a0", " ")
    assert "2018-02-01" in lines
    straight = replace(kept, targets=[replace(line, path=[], path_planned_on="", planned=1)])
    assert "% of 300, on the path: 1 by 31" in on_page(straight, "en")[0].detail
    assert (
        "planned" not in kalmar().to_json()["targets"][0]
    )  # a report of an earlier version keeps its checksum


@given(
    value=st.integers(1, 5000),
    total=st.integers(0, 5000),
    days=st.integers(2, 2000),
    passed=st.integers(1, 2000),
)
def test_the_number_is_where_the_state_changes(value, total, days, passed):
    passed = min(passed, days - 1)
    end, day = START + timedelta(days - 1), START + timedelta(passed - 1)
    project = Project(starts_on=START, ends_on=end)
    target = Target(project=project, comparison="at_least", unit="number", value=Decimal(value))
    planned = target.planned_by(day)
    state = str(state_of_number(target, total, planned))
    document = running(str(value), total, state=state, planned=ceil(planned))
    threshold = on_track_from(document.targets[0], document)
    if state == "reached":
        assert threshold is None
    else:
        assert (state == "on_track") == (total >= threshold)


def test_a_share_says_how_women_and_men_do():
    both = replace(OCCUPATION, rate="70.0", cumulative=Count(6, 8), base=Count(9, 11))
    (row,) = on_page(kalmar(targets=[both]))
    assert row.labels == ["6 av 9 kvinnor", "8 av 11 män, 72,7\u00a0%"]  # no rate of few people


def test_computed_shares_have_one_decimal_as_in_the_tables():
    whole = replace(OCCUPATION, rate="70.0", cumulative=Count(7, 0), base=Count(10, 0))
    (row,) = on_page(kalmar(targets=[whole]))
    assert row.figure == "70,0\u00a0%"
    assert row.note == "mål: minst 60\u00a0% av de avslutade"
