"""The column `project_id` of spells and outcomes, which triggers keep equal to the participation's project."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.database_access import user_scope
from participants.register.models import Participation, Spell
from tests.esfportal.database.sql import column
from tests.factories import OutcomeEventFactory, ParticipationFactory, SpellFactory

TABLES = ("register_spell", "register_outcomeevent")
PROJECTS = (
    "SELECT count(*) FROM {} hangs JOIN register_participation a ON a.id = hangs.participation_id"
    " WHERE hangs.project_id {} a.project_id"
)


def stray(table):
    return column(PROJECTS.format(table, "IS DISTINCT FROM"))[0]


@pytest.fixture
def people(cast):
    here, elsewhere = (
        ParticipationFactory(project=cast.project, spell__left=True),
        ParticipationFactory(project=cast.other_project, spell__left=True),
    )
    SpellFactory(participation=here, entry_date="2019-09-01")
    for participation in (here, here, elsewhere):
        OutcomeEventFactory(participation=participation)
    return here, elsewhere


def test_project_is_filled_in_for_every_kind_of_insert(people):
    assert [stray(table) for table in TABLES] == [0, 0]
    Spell.objects.bulk_create(
        [
            Spell(
                participation=people[1],
                entry_date="2015-01-01",
                exit_date="2015-02-01",
                exit_reason="moved",
                municipality_id="0880",
            )
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO register_spell"
            " (participation_id, entry_date, exit_date, exit_reason, municipality_id, recorded_at, project_id)"
            " SELECT DISTINCT participation_id, date '2014-01-01', '2014-02-01'::date, 'moved', '0880', now(), %s"
            " FROM register_spell",
            [people[0].project_id],
        )
    assert [stray(table) for table in TABLES] == [0, 0]


def test_project_cannot_be_set_to_another_one(cast, people):
    Spell.objects.filter(participation=people[0], exit_date=None).update(participation=people[1])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_spell SET project_id = %s", [cast.project.pk])
    assert stray("register_spell") == 0


def test_participation_cannot_move_to_another_project(cast, people):
    with pytest.raises(DatabaseError, match="never moves"), transaction.atomic():
        Participation.objects.filter(pk=people[0].pk).update(project=cast.other_project)
    Participation.objects.filter(pk=people[0].pk).update(project=cast.project)  # where it is already


def test_spell_of_an_invisible_participation_is_refused(cast, people):
    with (
        user_scope(cast.leader),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Spell.objects.create(participation_id=people[1].pk, entry_date="2012-01-01", municipality_id="0880")
