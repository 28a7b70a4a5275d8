"""The kinds of work in My day agree with the rules of the register, in one statement."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.database_access import user_scope
from participants.casework.kinds import KINDS, TODAY, RowsKind, of_people
from participants.casework.own_kinds.missing_answers import missing_answers
from participants.casework.worklist import read_waiting
from participants.register.models import OutcomeEvent, Participation, Person
from participants.register.prepared_facts import read_people
from tests.factories import OSKARSHAMN, ParticipationFactory

pytestmark = pytest.mark.django_db


def waiting(user, people=None):
    people = Participation.objects.visible_to(user) if people is None else people
    with user_scope(user):
        return read_waiting(people, user=user, today=timezone.localdate())


def test_each_participation_waits_for_what_its_facts_say(cast, people):
    rows = waiting(cast.case_worker)
    assert [(row.kind.key, row.participation) for row in rows] == [
        (key, people[key].pk) for key in ("result", "incomplete", "late-result")
    ]
    assert rows[0].due == timezone.localdate()
    assert waiting(cast.colleague) == []
    people["result"].voided_at = timezone.now()
    people["result"].save()
    assert "result" not in [row.kind.key for row in waiting(cast.case_worker)]


def test_a_follow_up_and_an_end_after_the_project(cast, people):
    today = timezone.localdate()
    cast.project.ends_on = today - timedelta(days=1)
    cast.project.save()
    left = people[""].spells.get()
    left.entry_date, left.exit_date = today - timedelta(days=300), today - timedelta(days=200)
    left.save()
    found = {(row.kind.key, row.participation) for row in waiting(cast.case_worker)}
    assert ("follow-up", people[""].pk) in found
    assert ("no-exit", people["incomplete"].pk) in found


def test_a_likely_double_is_shown_once_unless_both_have_a_number(cast, people):
    first = people["incomplete"]
    first.family_name = "Eriksson"
    first.save()
    second = ParticipationFactory(
        project=cast.project,
        given_name=first.given_name,
        family_name="Ericsson",
        person__birth_date=first.person.birth_date,
        person__sex=first.person.sex,
        spell__municipality_id=OSKARSHAMN,
    )
    found = [row for row in waiting(cast.case_worker) if row.kind.key == "double"]
    assert [(row.participation, row.subject) for row in found] == [(first.pk, second.pk)]
    for number, person in enumerate((first.person, second.person)):
        Person.objects.filter(pk=person.pk).update(
            number_kind="personnummer",
            number_encrypted=b"1",
            number_key_version=1,
            number_index=bytes([number] * 32),
        )
    assert "double" not in [row.kind.key for row in waiting(cast.case_worker)]


def test_missing_answers_are_those_that_make_the_record_incomplete(cast, people):
    with user_scope(cast.case_worker):
        found = read_people([each.pk for each in people.values()], cast.project)
    for participation in found.values():
        assert bool(missing_answers(participation)) is not participation.is_complete
    assert missing_answers(found[people["incomplete"].pk]) == ["education_level"]


def test_a_registered_kind_is_part_of_the_one_statement(cast, people, monkeypatch):
    def outcomes():
        found = OutcomeEvent.objects.in_force().filter(of_people(), happened_on__lt=TODAY)
        return found.values_list("participation", "pk", "happened_on", "kind")

    kind = RowsKind(
        key="outcome",
        label=gettext_lazy("outcomes"),
        order=1,
        rows=outcomes,
        text=lambda item: item.detail,
        address=lambda item: "/",
    )
    monkeypatch.setattr("participants.casework.kinds.KINDS", [*KINDS, kind])
    with CaptureQueriesContext(connection) as captured:
        first, *_others = waiting(cast.case_worker)
    assert (first.kind, first.participation, first.detail) == (kind, people[""].pk, "job_search")
    assert sum("facts" in query["sql"] for query in captured) == 1
