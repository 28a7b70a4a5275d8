"""Participations counted in each figure, stored with the report."""

from functools import cache
from itertools import chain, zip_longest

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import BigAutoField
from django_cte import CTE, with_cte

from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.facts import with_facts
from participants.register.models import Participation
from reporting.indicators.counting import FACTS, PERIOD_PARAMETERS, date_condition
from reporting.indicators.enums import Span
from reporting.indicators.explain import counted_in
from reporting.indicators.frameworks import for_period

SPANS = (Span.CUMULATIVE, Span.PERIOD)


def counted_by_figure(report):
    """Return {code: {"cumulative": [primary keys], "period": [primary keys]}} in one statement."""
    project = report.project
    given = {"project": project.pk, "starts_on": report.starts_on, "ends_on": report.ends_on}
    with connection.cursor() as cursor:
        cursor.execute(_statement(project.programme_period), given)
        by_sex = cursor.fetchall()
    columns = list(zip(*by_sex, strict=True))  # empty without participations
    figures = {}
    for number, each in enumerate(counted_in(project.programme_period)):
        of_figure = columns[number * len(SPANS) :]
        figures[each.code] = {
            span: sorted(chain.from_iterable(keys))
            for span, keys in zip_longest(SPANS, of_figure[: len(SPANS)], fillvalue=())
        }
    return figures


# Composed once in each process: that takes ten times as long as running it.
@cache
def _statement(programme_period):
    people = with_facts(
        Participation.objects.filter(project_id=Parameter("project", BigAutoField())),
        long_term=for_period(programme_period).long_term,
        with_activity=True,
    )
    # Materialised: a fact is computed once for each row, even when many figures use it.
    facts = CTE(people.order_by().values(*FACTS), name="facts", materialized=True)
    columns = {
        f"who_{number}_{span}": ArrayAgg(
            "id", filter=date_condition(each.when, span, PERIOD_PARAMETERS) & each.q, default=[]
        )
        for number, each in enumerate(counted_in(programme_period))
        for span in SPANS
    }
    # Grouped by a fact, because Django composes a statement without groups only while running it.
    groups = with_cte(facts, select=facts).order_by().values("sex").annotate(**columns)
    return prepared_sql(groups.values_list(*columns))
