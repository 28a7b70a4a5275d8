"""Every write leaves an event, by any writer and any method."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from accounts.models import UserHistory
from esfportal.database.bulk_copy import copy_rows, insert_new_rows, update_rows
from participants.register.identity import numbers
from participants.register.models import (
    OutcomeEvent,
    Participation,
    ParticipationHistory,
    Person,
    PersonHistory,
    Spell,
    SpellHistory,
)
from projects.models import InterventionEmployerHistory, Target, TargetHistory
from tests.accounts.audit.replay import replayed, stored
from tests.factories import (
    KALMAR,
    InterventionFactory,
    OrganisationFactory,
    OutcomeEventFactory,
    ParticipationFactory,
    PersonFactory,
    SpellFactory,
    TargetFactory,
    UserFactory,
)
from tests.numbers import nth_number

pytestmark = pytest.mark.django_db


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def labels(event_model, **lookup):
    return list(event_model.objects.filter(**lookup).order_by("pgh_id").values_list("pgh_label", flat=True))


def test_insert_update_and_delete_are_recorded():
    target = TargetFactory(value=10)
    target.value = 12
    target.save()
    pk = target.pk
    target.delete()
    events = TargetHistory.objects.filter(id=pk).order_by("pgh_id")
    assert [(event.pgh_label, event.value) for event in events] == [
        ("insert", 10),
        ("update", 12),
        ("delete", 12),
    ]


def test_saving_without_a_change_records_nothing():
    target = TargetFactory()
    target.save()
    Target.objects.update(value=F("value"))
    assert labels(TargetHistory) == ["insert"]


def test_bulk_writes_are_recorded():
    project = TargetFactory().project
    Target.objects.bulk_create(
        [TargetFactory.build(project=project, code=f"bulk-{number}") for number in range(3)]
    )
    Target.objects.filter(code__startswith="bulk").update(value=7)
    Target.objects.filter(code="bulk-0").delete()
    assert labels(TargetHistory, code__startswith="bulk") == [*["insert"] * 3, *["update"] * 3, "delete"]
    assert replayed(TargetHistory) == stored(TargetHistory)


def test_raw_sql_is_recorded():
    target = TargetFactory(value=10)
    execute("UPDATE projects_target SET value = 11 WHERE id = %s", target.pk)
    execute(
        "WITH gone AS (DELETE FROM projects_target RETURNING *)"
        " INSERT INTO projects_target SELECT * FROM gone"
    )
    assert sorted(labels(TargetHistory)) == ["delete", "insert", "insert", "update"]


def test_bulk_writes_of_imports_are_recorded():
    people = [PersonFactory.build() for _ in range(3)]
    fields = ("id", "birth_date", "sex", "protection")
    copy_rows(Person, fields, [(p.pk, p.birth_date, p.sex, "none") for p in people])
    update_rows(Person, ("protection",), [(people[0].pk, "confidentiality_mark")])
    again = [(p.pk, p.birth_date, p.sex, "none") for p in people]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_new_rows(Person, fields, again, "number_index")
    assert labels(PersonHistory) == [*["insert"] * 3, "update"]
    assert replayed(PersonHistory) == stored(PersonHistory)


def test_an_upsert_is_recorded_as_update():
    target = TargetFactory(value=10)
    execute(
        "INSERT INTO projects_target SELECT * FROM projects_target WHERE id = %s"
        " ON CONFLICT (id) DO UPDATE SET value = 99",
        target.pk,
    )
    assert labels(TargetHistory) == ["insert", "update"]
    assert replayed(TargetHistory) == stored(TargetHistory)


def test_a_cascading_delete_is_recorded():
    target = TargetFactory()
    pk = target.pk
    target.project.delete()
    assert labels(TargetHistory, id=pk) == ["insert", "delete"]


def test_many_to_many_rows_are_recorded():
    intervention, employer = InterventionFactory(), OrganisationFactory()
    intervention.employers.add(employer)
    intervention.employers.clear()
    assert labels(InterventionEmployerHistory, organisation=employer) == ["insert", "delete"]


def test_primary_keys_cant_change():
    # The history identifies a row by its key.
    target = TargetFactory()
    with pytest.raises(DatabaseError, match="keeps its key"), transaction.atomic():
        execute("UPDATE projects_target SET id = id + 1000 WHERE id = %s", target.pk)


def test_no_session_setting_disables_the_history():
    # pgtrigger's own triggers can be disabled by this setting.
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'projects_target'::regclass")
        names = [name for (name,) in cursor.fetchall()]
    assert any(name.startswith("pgtrigger_history_update") for name in names)
    target = TargetFactory(value=10)
    execute("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")
    target.value = 11
    target.save()
    assert labels(TargetHistory) == ["insert", "update"]


def test_events_record_the_writer():
    user = UserFactory()
    execute("SELECT set_config('esfportal.user', %s, true)", str(user.pk))
    by_user = TargetFactory()
    execute("SELECT set_config('esfportal.source', 'import', true)")
    by_import = TargetFactory()
    execute("SELECT set_config('esfportal.user', '', true), set_config('esfportal.source', '', true)")
    by_sql = TargetFactory()
    writers = {event.id: (event.pgh_actor_id, event.pgh_source) for event in TargetHistory.objects.all()}
    assert writers[by_user.pk] == (user.pk, "")
    assert writers[by_import.pk] == (user.pk, "import")
    assert writers[by_sql.pk] == (None, f"role {connection.settings_dict['USER']}")


def test_a_changed_number_is_recorded_without_its_value():
    person = PersonFactory(number=nth_number(1))
    parsed = numbers.parse_number(nth_number(2))
    person.number_encrypted, person.number_key_version = numbers.encrypt_number(person.pk, parsed.digits)
    person.save()
    person.number_index = numbers.blind_index(parsed.digits)
    person.save()
    hidden = PersonHistory.objects.order_by("pgh_id").values_list("pgh_hidden", flat=True)
    assert list(hidden) == [None, ["seal"], ["number"]]


def test_changed_sensitive_answers_are_recorded_without_values():
    participation = ParticipationFactory()
    Participation.objects.update(disability="yes", sick_listed=True, refugee="refused")
    Participation.objects.update(admission_ground="Egna ord om hälsan", education_level=5)
    event = ParticipationHistory.objects.filter(id=participation.pk)
    assert list(event.order_by("pgh_id").values_list("pgh_hidden", "education_level")) == [
        (None, 3),
        (["sensitive"], 3),
        (["sensitive"], 5),
    ]


def test_added_and_removed_sensitive_answers_are_recorded():
    participation = ParticipationFactory(sick_listed_since=None)
    for value in (date(2018, 1, 1), None):
        Participation.objects.update(sick_listed_since=value)
    event = ParticipationHistory.objects.filter(id=participation.pk)
    assert list(event.order_by("pgh_id").values_list("pgh_hidden", flat=True)) == [
        None,
        ["sensitive"],
        ["sensitive"],
    ]


def test_events_contain_no_number_or_sensitive_answer():
    # Searches all events as text for a marked person's answers.
    person = PersonFactory(number=nth_number(3))
    participation = ParticipationFactory(
        person=person, admission_ground="KANARIE", sick_listed_since=date(2013, 7, 13)
    )
    OutcomeEventFactory(participation=participation, evidence="KANARIE", correction_reason="KANARIE")
    Participation.objects.update(disability="refused", minority="refused")
    user = UserFactory()
    user.set_password("KANARIE")
    user.save()
    digits = numbers.decrypt_number(person)
    secrets = ("KANARIE", "2013-07-13", "refused", digits, digits[2:], bytes(person.number_index).hex())
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ 'history$'")
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f'SELECT t::text FROM "{table}" AS t' for table in tables))
        rows = "\n".join(row for (row,) in cursor.fetchall())
    assert len(tables) > 20
    assert str(person.pk) in rows
    assert [secret for secret in secrets if secret in rows] == []


def test_signing_in_records_no_change_of_the_user(sign_in):
    user = UserFactory()
    sign_in(user)
    user.refresh_from_db()
    assert user.last_login is not None
    user.set_password("something else entirely")
    user.save()
    assert list(UserHistory.objects.order_by("pgh_id").values_list("pgh_hidden", flat=True)) == [
        None,
        ["password"],
    ]


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'start'", "DELETE FROM {}"])
def test_history_is_append_only(statement):
    TargetFactory()
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        execute(statement.format(TargetHistory._meta.db_table))
    assert labels(TargetHistory) == ["insert"]


def test_replay_of_a_participation_with_spells_and_outcomes():
    participation = ParticipationFactory()
    Spell.objects.update(exit_date=date(2018, 12, 1), exit_reason="completed")
    SpellFactory(participation=participation, entry_date=date(2019, 1, 1), municipality_id=KALMAR)
    OutcomeEventFactory(participation=participation, kind=OutcomeEvent.Kind.EDUCATION)
    for event_model in (ParticipationHistory, SpellHistory, PersonHistory):
        assert replayed(event_model) == stored(event_model) != {}
