"""Reports after corrections, and results that are too few for a table of parts."""

from dataclasses import replace

import pytest

from reporting.disclosure import Release
from reporting.disclosure.cells import Figure
from reporting.disclosure.increments import IncrementTable
from reporting.disclosure.published import published_counts
from reporting.disclosure.series import ReportSeries
from reporting.indicators.document import HIDDEN, Shown
from tests.reporting.disclosure.rules import AUTHORITY, FUNDER, PUBLIC
from tests.reporting.disclosure.test_attack import always_shown
from tests.reporting.disclosure.test_suppression import line, person, released
from tests.reporting.indicators.report_series import document


def of_parts(done, measure="participants"):
    table = done.shown.parts[0]
    return [part.measures[measure].total for part in table.lines]


def half_of_each_sex(municipality, number):
    return [person(sex, municipality=municipality) for sex in ("women", "men") for _ in range(number // 2)]


@pytest.mark.parametrize("rules", [AUTHORITY, FUNDER, PUBLIC])
def test_the_part_that_a_person_is_removed_from_is_not_shown_by_a_new_version(rules):
    # As when a registration is voided. The managing authority sees that the project has one man less.
    crowd = [each for code in ("0880", "0881", "0882") for each in half_of_each_sex(code, 40)]
    first = released(crowd, rules=rules)
    assert of_parts(first) == [40, 40, 40]
    second = released([each for each in crowd if each is not crowd[20]], rules=rules, earlier=[first])
    assert of_parts(second).count(HIDDEN) >= 2
    assert of_parts(second)[0] == HIDDEN


def test_parts_have_their_participants_although_their_results_are_withheld():
    # All four who have left are from one municipality, and the managing authority sees that they are four.
    crowd = [each for code in ("0880", "0881", "0882") for each in half_of_each_sex(code, 40)]
    crowd[:4] = [replace(each, left=0, outcome="work") for each in crowd[:4]]
    done = released(crowd, rules=AUTHORITY)
    assert "parts:municipality:leavers" in done.shown.withheld
    assert "parts::" not in done.shown.withheld
    assert of_parts(done) == [40, 40, 40]
    assert of_parts(done, "leavers") == of_parts(done, "work") == [HIDDEN] * 3


def test_a_new_version_after_a_correction_shows_the_figures_of_the_project():
    # The only man in work is in work no longer: work falls from 1 to 0.
    crowd = [each for code in ("0880", "0881", "0882") for each in half_of_each_sex(code, 40)]
    crowd[20:30] = [replace(each, left=0) for each in crowd[20:30]]
    in_work = [*crowd[:20], replace(crowd[20], outcome="work"), *crowd[21:]]
    first = released(in_work, rules=FUNDER)
    second = released(crowd, rules=FUNDER, earlier=[first])
    assert line(second, "participants").cumulative == Shown(60, 60, 120)
    assert line(second, "leavers").cumulative == Shown(0, 10, 10)


def test_the_total_of_a_target_is_known_although_its_block_was_withheld():
    crowd = half_of_each_sex("0880", 40)
    full = document(crowd, 0, 0)
    first = Release(full, always_shown(full, PUBLIC))
    assert first.shown.targets[0].cumulative.total == 40
    series = ReportSeries.of(document(crowd + [person(entered=1)] * 9, 1, 1), [first])
    table = IncrementTable.of(series)
    women, men = (
        table.terms_of(Figure("line", "participants"), "cumulative", sex, 0) for sex in ("women", "men")
    )
    losses = {each.terms: each.loss for each in published_counts(series, table, PUBLIC).constraints}
    assert losses[women + men] is None
    assert losses[women] is not None
