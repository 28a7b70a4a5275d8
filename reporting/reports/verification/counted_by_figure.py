"""Participations counted in each figure, stored with the report."""

from django.contrib.postgres.aggregates import ArrayAgg

from participants.register.facts import with_facts
from participants.register.models import Participation
from reporting.indicators.counting import Period, date_condition
from reporting.indicators.enums import Span
from reporting.indicators.explain import counted_indicators
from reporting.indicators.frameworks import for_period

SPANS = (Span.CUMULATIVE, Span.PERIOD)


def counted_by_figure(report):
    """Return {code: {"cumulative": [primary keys], "period": [primary keys]}} in one statement."""
    project, period = report.project, Period(report.starts_on, report.ends_on)
    people = with_facts(
        Participation.objects.in_project(project), long_term=for_period(project.programme_period).long_term
    )
    asked = {
        f"who_{number}_{span}": ArrayAgg(
            "pk", filter=date_condition(each.when, span, period) & each.q, default=[]
        )
        for number, each in enumerate(counted_indicators(project))
        for span in SPANS
    }
    found = people.order_by().aggregate(**asked)
    return {
        each.code: {span: found[f"who_{number}_{span}"] for span in SPANS}
        for number, each in enumerate(counted_indicators(project))
    }
