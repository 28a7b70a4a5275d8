"""Every write leaves an event, whoever writes and by whatever way."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from accounts.models import User, UserHistory
from esfportal.database.bulk_copy import copy_rows, insert_unless_known, update_rows
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


def test_saving_changing_and_deleting_a_row():
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


def test_saving_without_a_change_is_no_event():
    target = TargetFactory()
    target.save()
    Target.objects.update(value=F("value"))
    assert labels(TargetHistory) == ["insert"]


def test_writing_many_rows_at_once():
    project = TargetFactory().project
    Target.objects.bulk_create(
        [TargetFactory.build(project=project, code=f"bulk-{number}") for number in range(3)]
    )
    Target.objects.filter(code__startswith="bulk").update(value=7)
    Target.objects.filter(code="bulk-0").delete()
    assert labels(TargetHistory, code__startswith="bulk") == [*["insert"] * 3, *["update"] * 3, "delete"]
    assert replayed(TargetHistory) == stored(TargetHistory)


def test_sql_of_ones_own():
    target = TargetFactory(value=10)
    execute("UPDATE projects_target SET value = 11 WHERE id = %s", target.pk)
    execute(
        "WITH gone AS (DELETE FROM projects_target RETURNING *)"
        " INSERT INTO projects_target SELECT * FROM gone"
    )
    assert sorted(labels(TargetHistory)) == ["delete", "insert", "insert", "update"]


def test_the_imports_ways_of_writing():
    people = [PersonFactory.build() for _ in range(3)]
    fields = ("id", "birth_date", "sex", "protection")
    copy_rows(Person, fields, [(p.pk, p.birth_date, p.sex, "none") for p in people])
    update_rows(Person, ("protection",), [(people[0].pk, "confidentiality_mark")])
    again = [(p.pk, p.birth_date, p.sex, "none") for p in people]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_unless_known(Person, fields, again, "number_index")
    assert labels(PersonHistory) == [*["insert"] * 3, "update"]
    assert replayed(PersonHistory) == stored(PersonHistory)


def test_an_insert_that_becomes_an_update():
    target = TargetFactory(value=10)
    execute(
        "INSERT INTO projects_target SELECT * FROM projects_target WHERE id = %s"
        " ON CONFLICT (id) DO UPDATE SET value = 99",
        target.pk,
    )
    assert labels(TargetHistory) == ["insert", "update"]
    assert replayed(TargetHistory) == stored(TargetHistory)


def test_what_goes_with_its_project():
    target = TargetFactory()
    pk = target.pk
    target.project.delete()
    assert labels(TargetHistory, id=pk) == ["insert", "delete"]


def test_the_rows_of_a_many_to_many_field():
    intervention, employer = InterventionFactory(), OrganisationFactory()
    intervention.employers.add(employer)
    intervention.employers.clear()
    assert labels(InterventionEmployerHistory, organisation=employer) == ["insert", "delete"]


def test_a_row_keeps_its_key():
    """History finds a row by its key, and a changed one would leave neither trace nor row behind."""
    target = TargetFactory()
    with pytest.raises(DatabaseError, match="keeps its key"), transaction.atomic():
        execute("UPDATE projects_target SET id = id + 1000 WHERE id = %s", target.pk)


def test_no_setting_of_a_session_keeps_a_write_out_of_the_history():
    """pgtrigger's own triggers are skipped by this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'projects_target'::regclass")
        names = [name for (name,) in cursor.fetchall()]
    assert any(name.startswith("pgtrigger_history_update") for name in names)
    target = TargetFactory(value=10)
    execute("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")
    target.value = 11
    target.save()
    assert labels(TargetHistory) == ["insert", "update"]


def test_who_wrote():
    user = UserFactory()
    execute("SELECT set_config('esfportal.user', %s, true)", str(user.pk))
    by_user = TargetFactory()
    execute("SELECT set_config('esfportal.source', 'import', true)")
    by_import = TargetFactory()
    execute("SELECT set_config('esfportal.user', '', true), set_config('esfportal.source', '', true)")
    by_sql = TargetFactory()
    told = {event.id: (event.pgh_actor_id, event.pgh_source) for event in TargetHistory.objects.all()}
    assert told[by_user.pk] == (user.pk, "")
    assert told[by_import.pk] == (user.pk, "import")
    assert told[by_sql.pk] == (None, f"role {connection.settings_dict['USER']}")


def test_the_number_changes_without_standing_in_the_history():
    person = PersonFactory(number=nth_number(1))
    parsed = numbers.parse_number(nth_number(2))
    person.number_encrypted, person.number_key_version = numbers.encrypt_number(person.pk, parsed.digits)
    person.save()
    person.number_index = numbers.blind_index(parsed.digits)
    person.save()
    hidden = PersonHistory.objects.order_by("pgh_id").values_list("pgh_hidden", flat=True)
    assert list(hidden) == [None, ["seal"], ["number"]]


def test_sensitive_answers_change_without_standing_in_the_history():
    participation = ParticipationFactory()
    Participation.objects.update(disability="yes", sick_listed=True, refugee="refused")
    Participation.objects.update(admission_ground="Egna ord om hälsan", education_level=5)
    event = ParticipationHistory.objects.filter(id=participation.pk)
    assert list(event.order_by("pgh_id").values_list("pgh_hidden", "education_level")) == [
        (None, 3),
        (["sensitive"], 3),
        (["sensitive"], 5),
    ]


def test_an_answer_that_was_not_there_before_or_is_taken_back_is_a_change_too():
    participation = ParticipationFactory(sick_listed_since=None)
    for value in (date(2018, 1, 1), None):
        Participation.objects.update(sick_listed_since=value)
    event = ParticipationHistory.objects.filter(id=participation.pk)
    assert list(event.order_by("pgh_id").values_list("pgh_hidden", flat=True)) == [
        None,
        ["sensitive"],
        ["sensitive"],
    ]


def test_nothing_of_a_number_or_a_sensitive_answer_is_in_any_event():
    """The rows themselves, as text: a marked person's answers are not in them."""
    person = PersonFactory(number=nth_number(3))
    participation = ParticipationFactory(
        person=person, admission_ground="KANARIE", sick_listed_since=date(2013, 7, 13)
    )
    OutcomeEventFactory(participation=participation, evidence="KANARIE", correction_reason="KANARIE")
    Participation.objects.update(disability="refused", minority="refused")
    User.objects.update(password="KANARIE")
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


def test_signing_in_is_no_change_of_a_user(sign_in):
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


def test_the_course_of_a_persons_participation_replayed():
    participation = ParticipationFactory()
    Spell.objects.update(exit_date=date(2018, 12, 1), exit_reason="completed")
    SpellFactory(participation=participation, entry_date=date(2019, 1, 1), municipality_id=KALMAR)
    OutcomeEventFactory(participation=participation, kind=OutcomeEvent.Kind.EDUCATION)
    for event_model in (ParticipationHistory, SpellHistory, PersonHistory):
        assert replayed(event_model) == stored(event_model) != {}
