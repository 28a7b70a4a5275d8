"""Properties: replayed history equals the rows, and the chain finds any tampering."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit import hash_chain
from esfportal.database.bulk_copy import copy_rows, update_rows
from participants.register.models import (
    Participation,
    ParticipationHistory,
    Person,
    PersonHistory,
    Spell,
    SpellHistory,
)
from projects.models import Target, TargetHistory
from tests.accounts.audit.replay import replayed, stored
from tests.accounts.audit.tampering import execute, unguarded
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, TargetFactory
from tests.sizes import size

REPLAYED = (PersonHistory, ParticipationHistory, SpellHistory, TargetHistory)
SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

names = st.text("abcåäö'\\\"\t ", min_size=1, max_size=6)
days = st.dates(date(2018, 1, 1), date(2019, 12, 31))
numbers = st.integers(0, 3)


class Rows:
    """Rows to write to by any method; `at` is a position."""

    def __init__(self):
        self.project = ProjectFactory()

    def people(self):
        return list(Participation.objects.order_by("pk"))

    def register(self, name, day):
        ParticipationFactory(
            project=self.project, given_name=name, person__birth_date=day, spell__entry_date=day
        )

    def rename(self, at, name):
        for each in self.people()[at : at + 1]:
            each.given_name = name
            each.save()

    def rename_all(self, name):
        Participation.objects.update(family_name=name, rural=True)

    def rename_by_import(self, name):
        update_rows(
            Participation, ("family_name", "disability"), [(p.pk, name, "yes") for p in self.people()]
        )

    def rename_by_sql(self, at, name):
        execute(
            "UPDATE register_participation SET given_name = %s, education_level = 8 - coalesce("
            "education_level, 8) WHERE id IN (SELECT id FROM register_participation ORDER BY id OFFSET %s)",
            name,
            at,
        )

    def protect(self, at):
        Person.objects.filter(participations__in=self.people()[:at]).update(
            protection="protected_registration"
        )

    def add_by_copy(self, day):
        person = PersonFactory.build()
        copy_rows(Person, ("id", "birth_date", "sex"), [(person.pk, day, "man")])

    def end_spells(self, day):
        Spell.objects.filter(entry_date__lte=day).update(exit_date=day, exit_reason="moved")

    def remove(self, at):
        for each in self.people()[at : at + 1]:
            each.spells.all().delete()
            each.delete()

    def remove_by_sql(self, day):
        execute("DELETE FROM register_spell WHERE entry_date > %s", day)

    def add_target(self, at):
        TargetFactory(project=self.project, code=f"t{Target.objects.count()}-{at}", value=at)

    def merge(self, at):
        execute(
            "MERGE INTO projects_target t USING (VALUES (%s::numeric)) AS v (value) ON t.value = v.value"
            " WHEN MATCHED AND t.position > 0 THEN DELETE"
            " WHEN MATCHED THEN UPDATE SET position = t.position + 1",
            at,
        )

    def undo(self, name):
        # A write that is rolled back leaves no event.
        with transaction.atomic():
            self.rename_all(name)
            transaction.set_rollback(True)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("register"), names, days),
        st.tuples(st.just("rename"), numbers, names),
        st.tuples(st.just("rename_all"), names),
        st.tuples(st.just("rename_by_import"), names),
        st.tuples(st.just("rename_by_sql"), numbers, names),
        st.tuples(st.just("protect"), numbers),
        st.tuples(st.just("add_by_copy"), days),
        st.tuples(st.just("end_spells"), days),
        st.tuples(st.just("remove"), numbers),
        st.tuples(st.just("remove_by_sql"), days),
        st.tuples(st.just("add_target"), numbers),
        st.tuples(st.just("merge"), numbers),
        st.tuples(st.just("undo"), names),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=size(25, 400), deadline=None, suppress_health_check=SUPPRESSED)
@given(steps=steps)
def test_replayed_history_equals_the_rows(db, steps):
    with transaction.atomic():
        rows = Rows()
        rows.register("Elsa", date(2018, 1, 1))
        for name, *arguments in steps:
            getattr(rows, name)(*arguments)
        for event_model in REPLAYED:
            assert replayed(event_model) == stored(event_model)
        transaction.set_rollback(True)


TAMPERINGS = (
    "UPDATE {log_table} SET pgh_actor_id = coalesce(pgh_actor_id, 0) + 1 WHERE pgh_id = %s",
    "UPDATE {log_table} SET value = value + 1 WHERE pgh_id = %s",
    "UPDATE {log_table} SET pgh_source = pgh_source || ' ' WHERE pgh_id = %s",
    "UPDATE {log_table} SET pgh_label = 'start' WHERE pgh_id = %s",
    "UPDATE {log_table} SET label = CASE WHEN label = '' THEN NULL ELSE '' END WHERE pgh_id = %s",
    "UPDATE {log_table} SET pgh_created_at = pgh_created_at + interval '1 microsecond' WHERE pgh_id = %s",
    "UPDATE {log_table} SET pgh_id = -pgh_id WHERE pgh_id = %s",
    "DELETE FROM {log_table} WHERE pgh_id = %s",
)


@pytest.mark.django_db
@settings(max_examples=size(20, 300), deadline=None, suppress_health_check=SUPPRESSED)
@given(
    values=st.lists(st.integers(0, 50), min_size=1, max_size=8, unique=True),
    stretch=st.integers(1, 4),
    tampering=st.sampled_from(TAMPERINGS),
    at=st.integers(0, 50),
)
def test_tampering_with_an_entry_is_found(db, values, stretch, tampering, at):
    log_table = TargetHistory._meta.db_table
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(hash_chain, "MAX_ENTRIES", stretch)
        target = TargetFactory(value=51)
        for value in values:
            Target.objects.filter(pk=target.pk).update(value=value)
        hash_chain.extend_chain()
        assert hash_chain.verify_chain().breaks == []
        keys = list(TargetHistory.objects.order_by("pgh_id").values_list("pgh_id", flat=True))
        with unguarded(log_table):
            execute(tampering.format(log_table=log_table), keys[at % len(keys)])
        broken = hash_chain.verify_chain().breaks
        assert broken
        assert {found.log_table for found in broken} == {log_table}
        transaction.set_rollback(True)
