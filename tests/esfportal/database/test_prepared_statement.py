import pytest
from django.db import connection
from django.db.models import CharField, F, Value

from esfportal.database.prepared_statement import Parameter, prepared_sql, with_keys, with_literals
from participants.register.counted_people import naming_counted
from participants.register.models import Participation
from tests.factories import ParticipationFactory

NAME = Parameter("name", CharField())


def run(sql, params, **given):
    with connection.cursor() as cursor:
        cursor.execute(with_literals(sql, params), given)
        return cursor.fetchone()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["100 %", "%s", "%(name)s", "%%", "O'Brien", '"quoted"', "back\\slash", "å;--"]
)
def test_texts_are_the_same_as_constants_and_as_parameters(text):
    assert run("SELECT %s::text, %s::text", (text, NAME), name=text) == (text, text)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [["a", "b"], ["50 %", "it's", "%s"], [1, 2, 3]])
def test_arrays_are_constants(values):
    assert run("SELECT %s, %s::text", (values, NAME), name="x") == (values, "x")


@pytest.mark.django_db
def test_a_percent_sign_of_the_sql_itself_is_kept():
    assert run("SELECT 7 %% %s, '5 %%', %s::text", (4, NAME), name="x") == (3, "5 %", "x")


@pytest.mark.django_db
def test_a_queryset_runs_for_each_value_of_its_parameter():
    found = ParticipationFactory(given_name="Åsa 100 %")
    ParticipationFactory(given_name="Bo")
    sql = prepared_sql(
        Participation.objects.filter(given_name=NAME)
        .order_by()
        .annotate(constant=Value("it's 5 %"), rest=F("pk") % 2)
        .values_list("pk", "constant", "rest")
    )

    with connection.cursor() as cursor:
        for name, rows in (("Åsa 100 %", [(found.pk, "it's 5 %", found.pk % 2)]), ("Cy", [])):
            cursor.execute(sql, {"name": name})
            assert cursor.fetchall() == rows


@pytest.mark.django_db
def test_a_queryset_of_keys_is_written_into_a_statement():
    found = ParticipationFactory(given_name="Åsa 100 % %(name)s")
    ParticipationFactory(given_name="Bo")
    sql = "SELECT id, %(name)s::text FROM register_participation WHERE id IN (%(people)s)"
    rows = []

    for people in (
        Participation.objects.filter(given_name="Åsa 100 % %(name)s"),
        Participation.objects.filter(given_name="Bo", pk=found.pk),
        Participation.objects.none(),
        Participation.objects.filter(pk__in=[]),
    ):
        with connection.cursor() as cursor:
            cursor.execute(with_keys(sql, "people", people.values("pk")), {"name": "50 %"})
            rows.append(cursor.fetchall())

    assert rows == [[(found.pk, "50 %")], [], [], []]


@pytest.mark.django_db
def test_many_keys_are_expected_of_a_narrow_condition():
    sql = "SELECT id FROM register_participation WHERE id IN (%(people)s)"
    people = Participation.objects.filter(given_name="Åsa", family_name="Ek", project__name="Väg", pk__gt=7)

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + with_keys(sql, "people", people.values("pk")))
        plan = [line for (line,) in cursor.fetchall()]

    # One expected row leads to a loop over all keys for each of them.
    assert any("Function Scan on generate_subscripts" in line and "rows=1000 " in line for line in plan)


@pytest.mark.django_db
def test_people_of_a_counted_project_are_looked_up_in_that_message_alone():
    counted = ParticipationFactory()
    ParticipationFactory()  # in another project
    people, project = "SELECT esfportal_counted_people()", {"project": counted.project_id}
    with connection.cursor() as cursor:
        cursor.execute(naming_counted(people), project)
        assert cursor.fetchall() == [(counted.person_id,)]
        cursor.execute(people)
        assert cursor.fetchall() == []
