"""Sums over projects are those of the numbers that are printed, for any choice of projects and years."""

from dataclasses import replace
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.disclosure import release
from reporting.indicators.document import HIDDEN
from reporting.programme.sums import (
    COLUMNS,
    ProjectFigures,
    Sum,
    add_up,
    numbers_of,
    read_figures,
    read_targets,
)
from tests.reporting.disclosure.rules import FUNDER
from tests.reporting.indicators.report_series import crowds, document, reports
from tests.sizes import size

examples = settings(
    max_examples=size(40, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def figures_of(report, project=1):
    stored = report.to_json()
    lines = (*stored["outputs"], *stored["results"], *stored["measures"])
    return ProjectFigures(project, read_figures(lines), read_targets(stored["targets"]))


def sums_of(programme):
    return {(code, each): getattr(sums, each) for code, sums in programme.figures.items() for each in COLUMNS}


numbers = st.none() | st.integers(0, 30)


@cache
def empty_figures():
    return figures_of(document([], 0, 0))


@st.composite
def projects(draw):
    """Draw the figures of a project in which some numbers are not shown."""
    figures = {
        code: replace(figure, numbers=draw(st.tuples(numbers, numbers, numbers)))
        for code, figure in list(empty_figures().figures.items())[-4:]
    }
    return ProjectFigures(draw(st.integers(1, 9)), figures)


@examples
@given(st.lists(projects(), max_size=5), st.data())
def test_the_sums_of_any_two_choices_are_the_sums_of_both(drawn, data):
    chosen = data.draw(st.sets(st.sampled_from(range(len(drawn))))) if drawn else set()
    inside = [each for place, each in enumerate(drawn) if place in chosen]
    outside = [each for place, each in enumerate(drawn) if place not in chosen]
    whole, parts = sums_of(add_up(drawn)), [sums_of(add_up(inside)), sums_of(add_up(outside))]
    for key, found in whole.items():
        assert found == parts[0].get(key, Sum()) + parts[1].get(key, Sum())
        printed = [dict(numbers_of(project.figures[key[0]]))[key[1]] for project in drawn]
        assert found == Sum(sum(each or 0 for each in printed), printed.count(None))
    for figure in add_up(drawn).figures.values():
        if figure.has_rate:
            assert figure.without_share <= len(drawn)
            assert figure.part >= 0


@examples
@given(st.lists(reports(), min_size=1, max_size=2))
def test_years_add_up_to_what_is_counted_since_the_start(series):
    for each in series:
        found = sorted(map(figures_of, each), key=lambda one: one.figures["participants"].numbers[2])
        gains = [later.since(before) for before, later in zip([None, *found], found, strict=False)]
        assert sums_of(add_up(gains)) == sums_of(add_up([found[-1]]))


@settings(examples, max_examples=size(4, 100))
@given(st.lists(crowds(2), min_size=2, max_size=3))
def test_no_hidden_number_follows_from_a_sum(crowds_of_projects):
    true = [document(crowd, 0, 1) for crowd in crowds_of_projects]
    shown = [release(each, rules=FUNDER, earlier=[]).shown for each in true]
    programme = sums_of(add_up(map(figures_of, shown)))
    exact = sums_of(add_up(map(figures_of, true)))
    for key, found in programme.items():
        code, column = key
        printed = [getattr(line_of(each, code), column) for each in shown]
        hidden = sum(
            getattr(line_of(each, code), column)
            for each, number in zip(true, printed, strict=True)
            if number == HIDDEN
        )
        rest = sum(number for number in printed if number != HIDDEN)
        assert found.number - rest == 0  # what a reader of the reports learns from the sum
        assert exact[key].number - rest == hidden  # what the exact sum would tell


def line_of(report, code):
    lines = (*report.outputs, *report.results, *report.measures)
    return next(line.cumulative for line in lines if line.code == code)
