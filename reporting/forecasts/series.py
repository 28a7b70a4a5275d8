"""Months of a project's targets, read in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BigAutoField, Case, DateField, Q, When
from django.db.models.functions import Cast, TruncMonth
from django_cte import CTE

from accounts.access import access_to_whole
from accounts.models import User
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.dates import add_months
from participants.register.facts import with_facts
from participants.register.models import Participation, Sex
from participants.register.protection.authorisation import value_unless_protected
from projects.models import Project, Target
from reporting.forecasts.forecast import Month
from reporting.indicators import measures
from reporting.indicators.counting import (
    FACTS,
    GROUPS,
    PART_FACTS,
    CountAll,
    CountStatement,
    PartLookup,
    Place,
    counted_in_groups,
)
from reporting.indicators.frameworks import for_period
from reporting.indicators.frameworks.base import ENTERED

# Counted with what is known today, as the figures are: an outcome belongs to the month of the last exit.


@dataclass(frozen=True)
class Group:
    """People alike in sex, parts, and the months of the first entry and of the last exit."""

    sex: Sex
    first: Place
    last: Place
    entered: date | None  # first day of the month; None: after today
    left: date | None  # None: still there
    numbers: dict[str, int]  # by measure

    def month_of(self, when: str) -> date | None:
        return self.entered if when == ENTERED else self.left


def monthly(
    project: Project, targets: Iterable[Target], *, since: date, today: date, user: User | None
) -> dict[Target, list[Month]]:
    """Return what each target counted anew in each month from that of `since` to today's."""
    # As the figures: a member of one part may see those of the whole project.
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        statement = _statement(project.programme_period)
        groups = list(_groups(statement.run(project=project.pk, today=today), statement))
        lookup = PartLookup(project)
    return {target: _months(target, groups, lookup, since, today) for target in targets}


@cache
def _statement(programme_period: str) -> CountStatement:
    people = with_facts(
        Participation.objects.filter(project_id=Parameter("project", BigAutoField())),
        long_term=for_period(programme_period).long_term,
        with_activity=True,
    )
    shown = {f"shown_{fact}": value_unless_protected(fact) for fact in PART_FACTS}
    facts = CTE(people.order_by().annotate(**shown).values(*FACTS, *shown), name="facts", materialized=True)
    today = Parameter("today", DateField())
    months = {name: _month_until(today, fact) for name, fact in MONTHS.items()}
    counted = (*measures.MEASURES, measures.COMPARABLE)
    columns = {
        f"count_{number}": CountAll("id", filter=Q(first_entry__lte=today) & m.q)
        for number, m in enumerate(counted)
    }
    groups = counted_in_groups(facts, GROUPS, columns, computed=months)
    return CountStatement(prepared_sql(groups), tuple((m.code, "") for m in counted))


MONTHS = {"entered_in": "first_entry", "left_in": "last_exit"}


def _month_until(today: Parameter, fact: str) -> Cast:
    day = Case(When(**{f"{fact}__lte": today}, then=fact), output_field=DateField())
    return Cast(TruncMonth(day), DateField())


def _groups(rows: Iterable[tuple[Any, ...]], statement: CountStatement) -> Iterator[Group]:
    codes = [code for code, _span in statement.names]
    for sex, first_at, first_in, last_at, last_in, entered, left, *numbers in rows:
        counted = dict(zip(codes, numbers, strict=True))
        yield Group(sex, (first_at, first_in), (last_at, last_in), entered, left, counted)


def _months(
    target: Target, groups: Iterable[Group], lookup: PartLookup, since: date, today: date
) -> list[Month]:
    is_share = target.unit == Target.Unit.SHARE
    women_only = target.measure == measures.WOMEN_SHARE
    code = measures.PARTICIPANTS if women_only else str(target.measure)
    base_code = (measures.PARTICIPANTS if women_only else str(target.denominator)) if is_share else ""
    numbers: dict[date, int] = defaultdict(int)
    bases: dict[date, int] = defaultdict(int)
    for group in groups:
        if target.part_kind and not _is_in_part(target, group, lookup, is_share):
            continue
        if not women_only or group.sex == Sex.WOMAN:
            _add(numbers, group, code)
        if is_share:
            _add(bases, group, base_code)
    first = min([since.replace(day=1), *numbers, *bases])
    return [Month(day, numbers[day], bases[day]) for day in _first_days(first, today)]


def _is_in_part(target: Target, group: Group, lookup: PartLookup, is_share: bool) -> bool:
    # The same part as that of the figures: both sides of a share are counted by the last one.
    by_first = not is_share and measures.BY_CODE[target.measure].when == ENTERED
    place = group.first if by_first else group.last
    return bool(lookup.key(target.part_kind, *place) == target.part.pk)


def _add(months: dict[date, int], group: Group, code: str) -> None:
    when = measures.COMPARABLE.when if code == measures.COMPARED else measures.BY_CODE[code].when
    if (month := group.month_of(when)) and group.numbers[code]:
        months[month] += group.numbers[code]


def _first_days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = add_months(day, 1)
