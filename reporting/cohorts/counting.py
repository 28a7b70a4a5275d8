"""Participants from entry to outcome, counted by the quarter of their first entry, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import BigAutoField, Case, CharField, DateField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, TruncQuarter
from django_cte import CTE

from accounts.access import access_to_whole
from accounts.models import User
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.dates import latest_exit_due
from participants.register.facts import EMPLOYED_AT_FOLLOW_UP, with_facts
from participants.register.models import Participation, Protection, Spell
from projects.models import Project
from reporting.indicators import measures
from reporting.indicators.counting import FACTS, CountAll, CountStatement, counted_in_groups
from reporting.indicators.frameworks import for_period

TODAY = Parameter("today", DateField())
ENTERED = Q(first_entry__lte=TODAY)
LEFT = ENTERED & Q(last_exit__lte=TODAY)
DUE = Q(last_exit__lte=Parameter("latest_exit", DateField()))  # six months have passed
OUTCOMES = {measure.code: measure.q for measure in (*measures.MEASURES[2:5], *measures.SPLITS)}
COUNTED = {
    "entered": ENTERED,
    "left": LEFT,
    **{code: LEFT & q for code, q in OUTCOMES.items()},
    "due": LEFT & DUE,
    "followed_up": LEFT & DUE & Q(follow_up__isnull=False),
    "in_work_later": LEFT & DUE & Q(follow_up__in=EMPLOYED_AT_FOLLOW_UP),
}


@dataclass(frozen=True)
class Cohort:
    """The people who entered first in a quarter, by the reason of their last exit ("": none)."""

    quarter: date  # its first day
    reason: str
    counts: Mapping[str, int]  # by the keys of COUNTED


def cohorts_of(project: Project, *, today: date, user: User | None) -> list[Cohort]:
    """Return the cohorts in the order of their quarters."""
    # As the figures: a member of one part may see those of the whole project.
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        rows = _statement(project.programme_period).run(
            project=project.pk, today=today, latest_exit=latest_exit_due(today)
        )
    found = (
        Cohort(quarter, reason, dict(zip(COUNTED, counts, strict=True))) for quarter, reason, *counts in rows
    )
    return sorted((c for c in found if c.counts["entered"]), key=lambda c: (c.quarter, c.reason))


def added_up(cohorts: Iterable[Cohort]) -> dict[str, int]:
    """Return the sum of each count."""
    found = list(cohorts)
    return {name: sum(cohort.counts[name] for cohort in found) for name in COUNTED}


@cache
def _statement(programme_period: str) -> CountStatement:
    spells = Spell.objects.filter(participation=OuterRef("pk")).order_by("-entry_date")
    # Without protected identities: reasons and quarters would tell a reader of the list what became of one.
    project = Parameter("project", BigAutoField())
    people = with_facts(
        Participation.objects.filter(project_id=project, person__protection=Protection.NONE),
        long_term=for_period(programme_period).long_term,
        with_activity=True,
    ).annotate(last_reason=Subquery(spells.values("exit_reason")[:1]))
    facts = CTE(people.order_by().values(*FACTS, "last_reason"), name="facts", materialized=True)
    groups = {
        "quarter": Cast(TruncQuarter("first_entry"), DateField()),
        "reason": Case(When(LEFT, then="last_reason"), default=Value(""), output_field=CharField()),
    }
    columns = {f"count_{number}": CountAll("id", filter=q) for number, q in enumerate(COUNTED.values())}
    counted = counted_in_groups(facts, (), columns, computed=groups)
    return CountStatement(prepared_sql(counted), tuple((name, "") for name in COUNTED))
