"""Attacks on the suppressed numbers of random projects, with up to five reports of each."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

from hypothesis import HealthCheck, given, settings

from reporting.disclosure import Release, choose_suppressed_cells, release
from reporting.disclosure.redaction import redact
from reporting.indicators.document import HIDDEN
from tests.reporting.disclosure.attacker import Knowledge, cells_of, learnt, numbers_of
from tests.reporting.indicators.report_series import reports
from tests.sizes import size

examples = settings(
    max_examples=size(6, 400),
    deadline=None,
    derandomize=size(True, False),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

more_examples = settings(examples, max_examples=size(40, 3000))


def released(documents, *, complementary=True):
    releases = []
    for document in documents:
        if complementary:
            releases.append(release(document, threshold=5, smallest_base=20, earlier=releases))
        else:
            hidden = choose_suppressed_cells(document, threshold=5, earlier=releases, complementary=False)
            shown = redact(document, hidden.cells, threshold=5, smallest_base=20)
            releases.append(Release(document, shown))
    return releases


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


def small_differences(documents, truth):
    """Yield (earlier, later) for cumulative counts with a difference from 1 to 4, for parts also a decrease."""
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
            if 0 < (abs(gap) if isinstance(what, tuple) else gap) < 5:
                yield one, other


@examples
@given(reports())
def test_no_small_number_can_be_worked_out(documents):
    assert learnt(documents, [each.shown for each in released(documents)]) == []


@more_examples
@given(reports())
def test_each_suppressed_number_differs_in_an_alternative(documents):
    # A proof against any arithmetic: an alternative has the same published numbers, and every relation holds.
    releases = released(documents)
    knowledge = Knowledge([each.shown for each in releases])
    truth = numbers_of(documents)
    assert not knowledge.objections(truth)
    alternatives = [numbers_in(documents, each) for each in releases[-1].alternatives]
    for alternative in alternatives:
        assert not knowledge.objections(alternative)
    unsafe = [
        unknown
        for unknown, number in truth.items()
        if 0 < number < 5 and unknown[2] != "before" and all(each[unknown] == number for each in alternatives)
    ]
    unsafe += [
        (one, other)
        for one, other in small_differences(documents, truth)
        if all(each[other] - each[one] == truth[other] - truth[one] for each in alternatives)
    ]
    if unsafe:  # the last resort: the report is withheld
        assert set(cells_of(releases[-1].shown).values()) == {HIDDEN}


def test_the_attack_succeeds_if_only_small_numbers_are_suppressed():
    found = []

    @settings(examples, max_examples=6, derandomize=True, database=None)
    @given(reports())
    def attack(documents):
        found.extend(learnt(documents, [each.shown for each in released(documents, complementary=False)]))

    attack()
    assert len(found) > 20
