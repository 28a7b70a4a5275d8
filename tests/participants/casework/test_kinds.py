"""The kinds of work in My day agree with the rules of the register, in one statement."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.database_access import user_scope
from participants.casework.kinds import KINDS, TODAY, RowsKind, of_people
from participants.casework.missing_answers import missing_answers
from participants.casework.worklist import read_waiting
from participants.register.models import OutcomeEvent, Participation
from participants.register.prepared_facts import read_people
from tests.factories import OSKARSHAMN, OutcomeEventFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(cast):
    """One participation for each kind of work, by its key."""
    today = timezone.localdate()
    cast.project.ends_on = today + timedelta(days=30)
    cast.project.save()

    def left(days, **spell):
        exit_date = today - timedelta(days=days)
        return ParticipationFactory(
            project=cast.project,
            spell__municipality_id=OSKARSHAMN,
            spell__entry_date=exit_date - timedelta(days=90),
            spell__exit_date=exit_date,
            spell__exit_reason="completed",
        )

    done = left(40)
    OutcomeEventFactory(participation=done, happened_on=today - timedelta(days=39), kind="job_search")
    return {
        "result": left(28),
        "late-result": left(29),
        "incomplete": ParticipationFactory(
            project=cast.project, incomplete=True, spell__municipality_id=OSKARSHAMN
        ),
        "": done,
    }


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
