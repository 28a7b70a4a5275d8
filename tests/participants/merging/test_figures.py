"""Figures before and after a merge: as one person with the periods and outcomes of both, and back again."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.merging.actions import merge_records
from participants.merging.undoing import undo_merge
from reporting.indicators import figures
from reporting.indicators.frameworks import FRAMEWORKS
from tests.factories import UserFactory
from tests.reporting.indicators import reference
from tests.reporting.indicators.random_registers import ENDS_ON, STARTS_ON, people, registers, store
from tests.reporting.indicators.reference import Stay
from tests.reporting.indicators.test_figures_property import _by_figure
from tests.sizes import size

pytestmark = pytest.mark.django_db
examples = settings(
    max_examples=size(10, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def union_of(first, second):
    """Return one plain person: the record of the earlier start, the days of both, the outcomes of both."""
    stays = []
    for stay in sorted([*first.stays, *second.stays], key=lambda stay: (stay.entry, stay in second.stays)):
        if stays and stay.entry <= (stays[-1].exit or date.max):
            last = stays.pop()
            ends = [each.exit for each in (last, stay)]
            stay = Stay(  # noqa: PLW2901  # the union of the two
                last.entry, None if None in ends else max(ends), last.municipality, last.intervention
            )
        stays.append(stay)
    events = list(first.events)
    for event in second.events:
        corrects = None if event.corrects is None else event.corrects + len(first.events)
        events.append(replace(event, corrects=corrects))
    return with_record_of(first, second, stays, events)


def with_record_of(first, second, stays, events):
    """Return the answers of the earlier record, and where it has none those of the other."""
    starts = [min(stay.entry for stay in each.stays) for each in (first, second)]
    earlier, later = (second, first) if starts[1] < starts[0] else (first, second)
    found = replace(earlier, stays=stays, events=events)
    for name in ("status", "since", "studying", "own_business", "isced", "homeless", "rural"):
        if getattr(found, name) in (None, ""):
            setattr(found, name, getattr(later, name))
    for name in ("jobless_household", "children", "single"):
        if getattr(found, name) is None:
            setattr(found, name, getattr(later, name))
    return found


@st.composite
def pairs(draw):
    first, second = draw(people()), draw(people())
    return first, replace(second, sex=first.sex, born=first.born)


def figures_of(project):
    document = figures.compute(project, starts_on=STARTS_ON, ends_on=ENDS_ON).document
    return document, _by_figure([*document.outputs, *document.results, *document.measures])


@pytest.mark.parametrize("period", FRAMEWORKS)
@examples
@given(pair=pairs(), others=registers)
def test_a_merged_person_counts_as_one_with_the_union_of_both(period, pair, others):
    project, stored = store(period, [*pair, *others[:2]])
    by = UserFactory()
    before, _figures = figures_of(project)

    merged = merge_records(stored[0], stored[1], chosen={}, reason="Två gånger", by=by)

    _document, found = figures_of(project)
    expected = reference.figures(period, [union_of(*pair), *others[:2]], STARTS_ON, ENDS_ON)
    assert found == {key: expected[key] for key in found}
    undo_merge(merged.merge, reason="Två personer", by=by)
    assert figures_of(project)[0].digest == before.digest
