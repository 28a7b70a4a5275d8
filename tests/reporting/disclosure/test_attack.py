"""Attacks on the suppressed numbers of random projects, with up to five reports of each."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings

from reporting.disclosure import Release, choose_suppressed_cells, release
from reporting.disclosure.cells import Cell, CellIndex, all_cells
from reporting.disclosure.parts_together import parts_together
from reporting.disclosure.redaction import redact
from reporting.disclosure.rules import GROUPS
from reporting.indicators.document import HIDDEN
from tests.reporting.disclosure.attacker import (
    MANY,
    Corrections,
    Knowledge,
    cells_of,
    learnt,
    numbers_of,
    smallest_of,
)
from tests.reporting.disclosure.rules import AUTHORITY, FUNDER, PUBLIC
from tests.reporting.indicators.report_series import corrected_reports, reports
from tests.sizes import size

examples = settings(
    max_examples=size(1, 150),
    deadline=None,
    derandomize=size(True, False),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

more_examples = settings(examples, max_examples=size(4, 1000))

AUDIENCES = {"authority": AUTHORITY, "funder": FUNDER, "public": PUBLIC}


def released_to_each(documents):
    """Yield each audience with its releases, which are within what the wider audiences see."""
    wider = [None] * len(documents)
    for audience, rules in AUDIENCES.items():
        releases = []
        for document, within in zip(documents, wider, strict=True):
            releases.append(release(document, rules=rules, earlier=releases, wider=within))
        yield audience, releases
        wider = releases


def released(documents, audience):
    return next(releases for name, releases in released_to_each(documents) if name == audience)


def released_with_small_numbers_suppressed_alone(documents):
    releases = []
    for document in documents:
        hidden = choose_suppressed_cells(document, rules=PUBLIC, earlier=releases, complementary=False)
        releases.append(Release(document, redact(document, hidden.cells, rules=PUBLIC)))
    return releases


def always_shown(document, rules):
    """Return the report with nothing but what the audience is shown in any case."""
    measures = {target.measure for target in document.targets}
    measures |= {"GRAND"} if "participants" in measures else set()
    kept = {
        Cell(figure, span, column)
        for figure, counts in CellIndex(document).printed_counts()
        for span, count in counts.items()
        for column in ("women", "men", "total")
        if figure.part is None
        and (
            rules is AUTHORITY
            or (figure.code in measures and (span, column) == ("cumulative", "total") and count.total >= 5)
        )
    }
    return redact(document, all_cells(document) - kept, rules=rules, withheld=GROUPS)


def numbers_in(documents, alternative):
    """Return all numbers as they are in a stored alternative."""
    days = {
        (report, moment): (day, report, moment)
        for report, document in enumerate(documents)
        for moment, day in ((0, document.starts_on + "<"), (1, document.ends_on + ">"))
    }
    for report, document in enumerate(documents):  # before a day is the end of the previous day
        before = date.fromisoformat(document.starts_on) - timedelta(days=1)
        days[report, 0] = (before.isoformat() + ">", report, 0)
    numbers = numbers_of(documents)
    for figure, sex, changed_report, moment, change in alternative:
        what = figure[1] if figure[0] == "line" else tuple(figure[1:])
        names = [what, "GRAND"] if what == "participants" else [what]
        for report in range(len(documents)):
            shift = {m: change * (days[report, m] >= days[changed_report, moment]) for m in (0, 1)}
            for name in names:
                for column in (sex, "total"):
                    numbers[report, name, "before", column] += shift[0]
                    numbers[report, name, "cumulative", column] += shift[1]
                    numbers[report, name, "period", column] += shift[1] - shift[0]
    return numbers


def small_differences(documents, truth, rules):
    """Yield (earlier, later) for cumulative counts with a small difference, for parts also a decrease."""
    readings = defaultdict(list)
    for report, what, span, column in truth:
        if span != "period":
            start, end = (
                date.fromisoformat(getattr(documents[report], on)) for on in ("starts_on", "ends_on")
            )
            day = end if span == "cumulative" else start - timedelta(days=1)
            readings[what, column].append((day, report, (report, what, span, column)))
    for (what, _column), found in readings.items():
        for (_, _, one), (_, _, other) in combinations(sorted(found, key=lambda each: each[:2]), 2):
            gap = truth[other] - truth[one]
            if 0 < (abs(gap) if isinstance(what, tuple) else gap) < smallest_of(one, rules):
                yield one, other


@pytest.mark.parametrize("audience", AUDIENCES)
@examples
@given(documents=reports())
def test_no_small_number_can_be_worked_out(audience, documents):
    rules = AUDIENCES[audience]
    shown = [each.shown for each in released(documents, audience)]
    found, known = set(learnt(documents, shown, rules)), set()
    for many in range(1, len(documents) + 1) if found else ():
        # It may follow from the reports before and from what is shown in any case.
        least = [*shown[: many - 1], always_shown(documents[many - 1], rules)]
        known |= set(learnt(documents[:many], least, rules, among=found))
    assert found <= known


@pytest.mark.parametrize("audience", AUDIENCES)
@more_examples
@given(documents=reports())
def test_each_suppressed_number_differs_in_an_alternative(audience, documents):
    # A proof against any arithmetic: an alternative has the same published numbers, and every relation holds.
    assert without_alternative(documents, released(documents, audience), AUDIENCES[audience]) == []


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(examples, max_examples=size(2, 600))
@given(documents=corrected_reports(most=size(1, 3)))
def test_corrections_reveal_no_small_number(audience, documents):
    # After a correction the search may miss an alternative that takes many changes. The number is then not
    # printed, and an attacker can't calculate it.
    releases = released(documents, audience)
    unsafe = without_alternative(documents, releases, AUDIENCES[audience])
    shown = [each.shown for each in releases]
    assert following(shown, unsafe, numbers_of(documents), Corrections.of(documents)) == set()


def without_alternative(documents, releases, rules):
    """Return the small numbers and differences without an alternative that do not follow from what is always shown."""
    shown = [each.shown for each in releases]
    corrections = Corrections.of(documents)
    knowledge = Knowledge(shown, corrections)
    truth = numbers_of(documents)
    assert not knowledge.objections(truth)
    alternatives = [numbers_in(documents, each) for each in releases[-1].alternatives]
    for alternative in alternatives:
        assert not knowledge.objections(alternative)
    unsafe = [
        (unknown,)
        for unknown, number in truth.items()
        if 0 < number < smallest_of(unknown, rules)
        and unknown[2] != "before"
        and all(each[unknown] == number for each in alternatives)
    ]
    unsafe += [
        (one, other)
        for one, other in small_differences(documents, truth, rules)
        if all(each[other] - each[one] == truth[other] - truth[one] for each in alternatives)
    ]
    for many in range(1, len(documents) + 1) if unsafe else ():
        # They follow from the reports before and from what is shown in any case.
        least = [*shown[: many - 1], always_shown(documents[many - 1], rules)]
        unsafe = [each for each in unsafe if each not in following(least, unsafe, truth, corrections)]
    return unsafe


def following(least, numbers_or_pairs, truth, corrections):
    """Return the numbers, and the pairs of numbers with their difference, that these reports reveal."""
    knowledge, values = Knowledge(least, corrections), {}
    for each in numbers_or_pairs:
        if not all(unknown in knowledge.bounds for unknown in each):
            continue
        one, other = sorted(each, key=truth.get) if len(each) == 2 else (None, *each)
        values[each] = truth[other] - (truth[one] if one else 0)
        knowledge.bounds[each] = [-MANY, MANY]
        knowledge.fact([(each, 1), (other, -1), *([(one, 1)] if one else [])], "==")
    assert knowledge.conclude()
    return {each for each, value in values.items() if knowledge.candidates(each, value + 5) == [value]}


@more_examples
@given(documents=reports() | corrected_reports(most=size(1, 3)))
def test_a_release_always_has_figures(documents):
    for audience, releases in released_to_each(documents):
        for each in releases:
            totals = {
                line.code: line.cumulative.total for line in (*each.shown.outputs, *each.shown.measures)
            }
            if audience == "authority":
                assert HIDDEN not in totals.values()
            for target, in_full in zip(each.shown.targets, each.document.targets, strict=True):
                if target.part is None and in_full.cumulative.total >= 5:
                    assert target.cumulative.total == totals[target.measure] == in_full.cumulative.total
            check_parts_together(each, AUDIENCES[audience])


def check_parts_together(done, rules):
    """Assert that the sums of hidden parts are true, not small, and what any reader works out from the release."""
    shown, in_full = cells_of(done.shown), cells_of(done.document)
    for table in done.shown.parts:
        line = parts_together(table, done.shown)
        if line is None:
            continue
        codes = line.code.split("+")
        of_spans = {"cumulative": line.measures, "period": line.period_measures}
        for span, measure, column in product(of_spans, line.measures, ("women", "men", "total")):
            number = getattr(of_spans[span][measure], column)
            if number == HIDDEN:
                continue
            assert number == 0 or number >= rules.smallest_in_part
            assert number == sum(in_full[(table.kind, code, measure), span, column] for code in codes)
            others = [each.code for each in table.lines if each.code not in codes]
            known = [shown[(table.kind, code, measure), span, column] for code in others]
            assert number == shown[measure, span, column] - sum(known)


def test_the_attack_succeeds_if_only_small_numbers_are_suppressed():
    found = []

    @settings(examples, max_examples=6, derandomize=True, database=None)
    @given(reports())
    def attack(documents):
        shown = [each.shown for each in released_with_small_numbers_suppressed_alone(documents)]
        found.extend(learnt(documents, shown, PUBLIC))

    attack()
    assert len(found) > 20
