"""Changes between two reports add up to the difference of their figures, after random registrations."""

from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.register.actions.outcomes import correct_outcome
from participants.register.actions.protection import change_protection
from participants.register.actions.voiding import restore_participation, void_participation
from participants.register.models import Merge, Participation, Person
from reporting.indicators.changes.causes import Cause
from reporting.indicators.changes.frozen import changes_in
from reporting.indicators.document import Count
from tests.factories import OSKARSHAMN, VASTERVIK, OutcomeEventFactory, SpellFactory
from tests.reporting.reports.since_last.test_changes import earlier_report, later_report, person
from tests.sample_objects import rolled_back
from tests.sizes import size

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2018, 9, 12), date(2019, 2, 1)
SEXES = {"woman": "women", "man": "men"}
people = st.fixed_dictionaries(
    {"sex": st.sampled_from([*SEXES]), "left": st.booleans(), "work": st.booleans(), "voided": st.booleans()}
)
registered = st.lists(people, min_size=1, max_size=5)


class Series:
    """Steps on the register between two reports. A step on a person whom it does not fit does nothing."""

    def __init__(self, cast, first):
        self.cast, self.people = cast, []
        for each in first:
            is_voided = each.pop("voided")
            self.people.append(person(cast.project, **each))
            if is_voided:
                self.void(self.people[-1])

    def take(self, step, number):
        chosen = Participation.with_voided.get(pk=self.people[number % len(self.people)].pk)
        getattr(self, step)(chosen)

    def enter(self, _chosen):
        self.people.append(person(self.cast.project, left=False, entry=AFTER))

    def enter_late(self, _chosen):
        self.people.append(person(self.cast.project, "man", work=True))

    def void(self, chosen):
        if chosen.voided_at is None:
            void_participation(chosen, reason="Fel projekt", by=self.cast.leader)

    def restore(self, chosen):
        if chosen.voided_at and chosen.merged_into_id is None:
            restore_participation(chosen, by=self.cast.leader)

    def protect(self, chosen):
        level = {"level": "protected_registration", "may_lower": False}
        change_protection(chosen, **level, by=self.cast.leader)

    def move(self, chosen):
        to = VASTERVIK if chosen.spells.filter(municipality=OSKARSHAMN).exists() else OSKARSHAMN
        chosen.spells.update(municipality_id=to)

    def leave(self, chosen):
        chosen.spells.filter(exit_date=None).update(exit_date=date(2019, 3, 1), exit_reason="completed")

    def stay(self, chosen):
        if chosen.spells.count() == 1:
            chosen.spells.update(exit_date=None, exit_reason="")

    def come_back(self, chosen):
        if not chosen.spells.filter(Q(exit_date=None) | Q(exit_date__gte=AFTER)).exists():
            SpellFactory(participation=chosen, entry_date=date(2019, 2, 8))

    def find_work(self, chosen):
        OutcomeEventFactory(participation=chosen, happened_on=BEFORE)

    def correct(self, chosen):
        wrong = chosen.outcomes.filter(superseded_by__isnull=True, kind="employment").first()
        if wrong and chosen.voided_at is None:
            values = {"date": wrong.happened_on, "kind": "unemployed", "improvement": "", "evidence": ""}
            correct_outcome(wrong, values=values, reason="Fel person", by=self.cast.leader)

    def correct_sex(self, chosen):
        Person.objects.filter(pk=chosen.person_id).update(sex="man")

    def merge(self, chosen):
        other = next((each for each in self.people if each.pk != chosen.pk), None)
        both = Participation.with_voided.filter(pk__in=[chosen.pk, other.pk]) if other else None
        if other is None or both.filter(voided_at__isnull=False).exists():
            return
        record = person(self.cast.project, work=True)
        both.update(voided_at=timezone.now(), merged_into=record)
        Merge.objects.create(
            merged=record,
            first=chosen,
            second=other,
            reason="Samma person",
            merged_by=self.cast.leader,
            last_spell=record.spells.get().pk,
            protection_before="none",
        )
        self.people.append(record)


STEPS = sorted(name for name in vars(Series) if not name.startswith("_") and name != "take")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), min_size=1, max_size=8)


@settings(
    max_examples=size(15, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=registered, taken=steps)
def test_the_changes_add_up_to_the_difference_of_the_figures(cast, first, taken):
    with rolled_back():
        series = Series(cast, [dict(each) for each in first])
        earlier = earlier_report(cast.project)
        for step, number in taken:
            series.take(step, number)
        later = later_report(cast.project)
        check_figures(earlier, later)
        check_people(earlier, later)


def counts_of(report):
    """Return {(code, span, kind of part, part): Count} of every figure that counts persons."""
    document = report.document
    lines = [*document.measures, *document.outputs, *document.results]
    found = {
        (line.code, span, "", ""): getattr(line, span)
        for line in lines
        for span in ("cumulative", "period")
        if line.code in report.counted_by_figure
    }
    for table in document.parts:
        for part in table.lines:
            for span, measures in (("cumulative", part.measures), ("period", part.period_measures)):
                found |= {(code, span, table.kind, part.code): count for code, count in measures.items()}
    return found


def check_figures(earlier, later):
    before, now = counts_of(earlier), counts_of(later)
    changed = {
        (each.code, each.span, each.part_kind, each.part): each for each in changes_in(later.document).figures
    }
    for key in {**before, **now}:
        old, new = before.get(key, Count()), now.get(key, Count())
        lines = changed[key].causes if key in changed else ()
        for sex in SEXES.values():
            added, removed, moved_in, moved_out = (
                sum(getattr(getattr(line, kind), sex) for line in lines)
                for kind in ("added", "removed", "moved_in", "moved_out")
            )
            difference = getattr(new, sex) - getattr(old, sex)
            assert added - removed + moved_in - moved_out == difference, key


def check_people(earlier, later):
    """The lists of people have the same numbers as the figures, and no cause is made up for the rest."""
    listed = later.people.changed
    before, now = counts_of(earlier), counts_of(later)
    for code, span, *part in now:
        if not any(part):
            kinds = [row[1] for row in listed.get(code, {}).get(span, [])]
            found = kinds.count("added") - kinds.count("removed")
            assert found == now[code, span, "", ""].total - before[code, span, "", ""].total
    unexplained = {row[2] for spans in listed.values() for rows in spans.values() for row in rows} & {
        Cause.UNEXPLAINED
    }
    in_figures = {
        line.cause
        for each in changes_in(later.document).figures
        for line in each.causes
        if line.cause == Cause.UNEXPLAINED
    }
    assert in_figures == unexplained
