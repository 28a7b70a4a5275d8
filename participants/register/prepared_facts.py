"""Facts by statements that are composed once in each process and then only run (ADR 99)."""

from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, DateField, Func

from esfportal.database.prepared_statement import Parameter, counting_sql, prepared_sql, with_keys
from esfportal.database.together import row_maker
from participants.register.counted_people import naming_counted
from participants.register.dates import latest_exit_due
from participants.register.facts import (
    OUTCOME_ANSWERS,
    OUTCOME_FACTS,
    SPELL_FACTS,
    answer,
    with_facts,
)
from participants.register.models import Participation, Person
from participants.register.querysets import INCOMPLETE, WITHOUT_EXIT, WITHOUT_RESULT, due_for_follow_up

# A cached statement must not depend on the user, the project, the day or the language: all that varies is a
# parameter, or an argument of the function whose result is cached.

PAGE_FACTS = (*SPELL_FACTS, *OUTCOME_FACTS, *OUTCOME_ANSWERS, "age", "is_complete")


class IsOneOf(Func):
    """A condition that a column is in an array; a lookup `__in` takes no parameter."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


class IsAmong(IsOneOf):
    """A condition that a column is in a queryset of keys (`with_keys`)."""

    arg_joiner = " IN ("


# For statements about one participation: its key, and those of the records merged into it as well (`record_keys`).
RECORD = Parameter("record", BigIntegerField())
RECORDS = Parameter("records", ArrayField(BigIntegerField()))


def add_facts(participations):
    """Set PAGE_FACTS as attributes of the participations, in one statement."""
    by_key = {participation.pk: participation for participation in participations}
    if not by_key:
        return
    with connection.cursor() as cursor:
        cursor.execute(_facts_by_key(), {"keys": list(by_key)})
        for key, *facts in cursor.fetchall():
            _set_facts(by_key[key], facts)


def read_people(keys, project):
    """Return {key: participation} of the project's participations with person and PAGE_FACTS, in one statement."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_people_by_key(), {"keys": list(keys)})
        rows = cursor.fetchall()
    columns, people_columns = (len(model._meta.concrete_fields) for model in (Participation, Person))
    facts = columns + people_columns
    make, make_person = row_maker(Participation, range(columns)), row_maker(Person, range(columns, facts))
    found = {}
    for row in rows:
        participation = make(row)
        participation.person, participation.project = make_person(row), project
        _set_facts(participation, row[facts:])
        found[participation.pk] = participation
    return found


def _set_facts(participation, facts):
    for name, value in zip(PAGE_FACTS, facts, strict=True):
        setattr(participation, name, value)


@dataclass(frozen=True)
class PreparedConditions:
    """Conditions over facts, to be evaluated for one participation at a time."""

    sql: str
    keys: tuple

    def evaluate(self, participation, **given):
        """Return {key: whether the condition holds}, and set PAGE_FACTS, which the conditions need anyway.

        DoesNotExist for a participation that is not visible.
        """
        with connection.cursor() as cursor:
            cursor.execute(self.sql, {"keys": [participation.pk], **given})
            row = cursor.fetchone()
        if row is None:
            raise Participation.DoesNotExist
        facts, holds = row[: len(PAGE_FACTS)], row[len(PAGE_FACTS) :]
        _set_facts(participation, facts)
        return dict(zip(self.keys, holds, strict=True))


def prepare_conditions(conditions, *, long_term):
    """Compose the conditions {key: Q}; values that vary are `Parameter`s."""
    asked = {f"condition_{number}": answer(q) for number, q in enumerate(conditions.values())}
    people = with_facts(_by_keys(), long_term=long_term, with_activity=True)
    return PreparedConditions(
        prepared_sql(people.order_by().annotate(**asked).values_list(*PAGE_FACTS, *asked)), tuple(conditions)
    )


@cache
def _facts_by_key():
    return prepared_sql(with_facts(_by_keys()).order_by().values_list("pk", *PAGE_FACTS))


@cache
def _people_by_key():
    columns = [field.attname for field in Participation._meta.concrete_fields]
    of_person = [f"person__{field.attname}" for field in Person._meta.concrete_fields]
    return prepared_sql(with_facts(_by_keys()).order_by().values_list(*columns, *of_person, *PAGE_FACTS))


def _by_keys():
    return Participation.objects.filter(IsOneOf("pk", Parameter("keys", ArrayField(BigIntegerField()))))


# The work that waits, by condition over facts.
WAITING = {
    "without_exit": WITHOUT_EXIT,
    "without_result": WITHOUT_RESULT,
    "due_for_follow_up": due_for_follow_up(Parameter("latest_exit", DateField())),
    "incomplete": INCOMPLETE,
}


def count_waiting(project, participations, day, **counted):
    """Return {"without_exit", "without_result", "due_for_follow_up", "incomplete": count} in one statement.

    The participations are all of the project that the user may see. `counted` are further querysets, whose rows it
    counts by name.
    """
    columns = ", ".join(["waiting.*", *map(counting_sql, counted.values())])
    sql = f"SELECT {columns} FROM ({_waiting_statement()}) AS waiting"  # noqa: S608  # nosec B608
    sql = with_keys(sql, "people", participations.order_by().values("pk"))
    given = {"latest_exit": latest_exit_due(day), "project": project.pk}
    with connection.cursor() as cursor:
        cursor.execute(naming_counted(sql), given)
        return dict(zip((*WAITING, *counted), cursor.fetchone(), strict=True))


@cache
def _waiting_statement():
    people = Participation.objects.filter(IsAmong("pk", Parameter("people", BigIntegerField())))
    conditions = {name: answer(condition) for name, condition in WAITING.items()}
    evaluated = prepared_sql(with_facts(people).order_by().annotate(**conditions).values(*conditions))
    counts = ", ".join(f"count(*) FILTER (WHERE {name})" for name in conditions)
    return f"SELECT {counts} FROM ({evaluated}) AS people"  # noqa: S608  # nosec B608
