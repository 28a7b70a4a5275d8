"""Counting for an export by cut-off date: one statement for each project, in that project's own access scope."""

import hashlib
import json
from functools import cache

from django.db import connection, models, transaction
from django_cte import CTE

from accounts.database_access import whole_project_access
from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.counted_people import naming_counted
from participants.register.facts import with_facts
from participants.register.models import Participation, Sex
from reporting.indicators import measures
from reporting.indicators.counting import (
    PERIOD_PARAMETERS,
    CountAll,
    CountStatement,
    counted_in_groups,
    date_condition,
)
from reporting.indicators.enums import LineKind, Span
from reporting.indicators.frameworks import for_period
from reporting.programme.cutoffs.content import category_of

# Of the facts, those that conditions of the frameworks use.
FACTS = (
    *("id", "sex", "age", "programme_period", "is_complete", "disadvantaged", "first_entry", "last_exit"),
    *Participation.INDICATOR_FIELDS,
    *("unemployed_for_long", "leaving_status", "has_education", "has_qualification", "has_internship"),
    *("has_closer", "follow_up", "follow_up_improvement"),
)
# Those that rules compare with indicators.
MEASURES = ("leavers", "work", "occupation", "progression")
# The people of all projects, each once. Filled in each project's own scope, and gone at the end.
PEOPLE = "CREATE TEMPORARY TABLE counted_people (person_id uuid, sex text) ON COMMIT DROP"
ADD_PEOPLE = """
    INSERT INTO counted_people SELECT person.id, person.sex FROM register_participation AS participation
    JOIN register_person AS person ON person.id = participation.person_id
    WHERE participation.project_id = %(project)s AND participation.voided_at IS NULL AND EXISTS (
        SELECT FROM register_spell AS spell
        WHERE spell.participation_id = participation.id AND spell.entry_date <= %(ends_on)s)
"""
COUNT_PEOPLE = "SELECT sex, count(DISTINCT person_id) FROM counted_people GROUP BY sex"


@cache
def statement_of(period_code):
    """Return the prepared statement that counts one project up to a day."""
    framework = for_period(period_code)
    counted = [*framework.counted, *framework.hidden]
    counted += [measure for measure in measures.COUNTED if measure.code in MEASURES]
    project = Parameter("project", models.BigIntegerField())
    people = with_facts(Participation.objects.filter(project_id=project), long_term=framework.long_term)
    facts = CTE(people.order_by().values(*FACTS), name="facts", materialized=True)
    columns = {
        f"count_{number}": CountAll(
            "id", filter=date_condition(each.when, Span.CUMULATIVE, PERIOD_PARAMETERS) & each.q
        )
        for number, each in enumerate(counted)
    }
    names = tuple((each.code, Span.CUMULATIVE.value) for each in counted)
    return CountStatement(prepared_sql(counted_in_groups(facts, ("sex",), columns)), names)


def figures_of(project, cutoff):
    """Return {code: [women, men]} of a project, and {code: [number]} of what is stated for it as such."""
    statement = statement_of(project.programme_period)
    found = {sex: numbers for sex, *numbers in statement.run(project=project.pk, ends_on=cutoff)}
    nothing = [0] * len(statement.names)
    women, men = (found.get(sex, nothing) for sex in (Sex.WOMAN, Sex.MAN))
    counts = {code: [women[place], men[place]] for place, (code, _span) in enumerate(statement.names)}
    framework = for_period(project.programme_period)
    stated = {i.code: i.entity(project) for i in framework.indicators if i.kind == LineKind.ENTITY}
    return counts | {code: [int(number or 0)] for code, number in stated.items()}


@transaction.atomic
def content_of(projects, cutoff):
    """Return what an export freezes: each project's facts and figures, and the people counted once each."""
    counted = []
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE)
        for project in projects:
            with whole_project_access(project):
                figures = figures_of(project, cutoff)
                cursor.execute(naming_counted(ADD_PEOPLE), {"project": project.pk, "ends_on": cutoff})
            counted.append(_facts(project) | {"figures": figures})
        cursor.execute(COUNT_PEOPLE)
        people = dict(cursor.fetchall())
        cursor.execute("DROP TABLE counted_people")  # the transaction may go on
    return {"projects": counted, "people": [people.get(Sex.WOMAN, 0), people.get(Sex.MAN, 0)]}


def _facts(project):
    return {
        "slug": project.slug,
        "cci": project.programme_cci,
        "priority": project.programme_area,
        "objective": project.specific_objective,
        "category": category_of(project.programme_period, project.region),
    }


def digest_of(content):
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
