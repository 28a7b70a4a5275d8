"""Counts of the results that groups are compared by, in one statement for each kind of group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.db.models import BigAutoField, DateField
from django.utils.translation import gettext as _
from django_cte import CTE

from accounts.access import access_to_whole
from accounts.models import User
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.register.facts import with_facts
from participants.register.models import Participation, Protection, Sex
from projects.models import Project, TargetGroup
from reporting.comparisons.target_groups import belongs
from reporting.indicators import breakdown, measures
from reporting.indicators.counting import (
    FACTS,
    CountAll,
    CountDefinition,
    Counts,
    CountStatement,
    Period,
    count,
    counted_in_groups,
    date_condition,
    prepare,
)
from reporting.indicators.document import Count
from reporting.indicators.enums import Span
from reporting.indicators.frameworks import for_period
from reporting.indicators.frameworks.base import LEFT

# In all that is shown, both sides of a share are counted by the last exit.
COUNTED = tuple(m for m in measures.COUNTED if m.when == LEFT)


@dataclass(frozen=True)
class Sums:
    """The people of a group by measure, and of those it is compared with unless these are all other groups."""

    name: str
    numbers: dict[str, Count]
    rest: dict[str, Count] = field(default_factory=dict)
    part: str = ""  # its code, of a part that lists of people are limited to


def by_parts(project: Project, *, today, user: User | None) -> tuple[dict[str, list[Sums]], list[Sums]]:
    """Return the sums of the parts by kind, and those of women and men."""
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        counts = count(_part_statement(project.programme_period), project, Period(today, today))
        named = breakdown.named_parts(project, breakdown.municipalities(project, counts))
    parts = {kind: _sums_of_parts(counts, kind, found) for kind, found in named.items() if found}
    totals = {m.code: counts.total(m.code) for m in COUNTED}
    women = {code: Count(women=total.women) for code, total in totals.items()}
    men = {code: Count(men=total.men) for code, total in totals.items()}
    return parts, [Sums(_("Women"), women), Sums(_("Men"), men)]


def _sums_of_parts(counts: Counts, kind, parts) -> list[Sums]:
    found = {m.code: counts.by_part(m.code, Span.CUMULATIVE, kind, when=LEFT) for m in COUNTED}
    outside = {None: ("", breakdown.NO_PART[kind])} if any(None in each for each in found.values()) else {}
    return [
        Sums(str(name), {code: each.get(key, Count()) for code, each in found.items()}, part=part)
        for key, (part, name) in (parts | outside).items()
    ]


@cache
def _part_statement(programme_period: str) -> CountStatement:
    definitions = [CountDefinition(m.code, m.q, m.when, spans=(Span.CUMULATIVE,)) for m in COUNTED]
    return prepare(definitions, long_term=for_period(programme_period).long_term)


def by_target_groups(
    project: Project, groups: Sequence[TargetGroup], *, today, user: User | None
) -> list[Sums]:
    """Return the sums of each target group, beside those of the people who do not belong to it."""
    rules = tuple((g.min_age, g.max_age, tuple(g.all_of), tuple(g.any_of)) for g in groups)
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        rows = _group_statement(project.programme_period, rules).run(project=project.pk, ends_on=today)
    return [
        Sums(
            group.display_name,
            _summed(rows, len(groups), place, True),
            _summed(rows, len(groups), place, False),
        )
        for place, group in enumerate(groups)
    ]


def _summed(rows, number_of_groups, place, belonging) -> dict[str, Count]:
    found = {m.code: Count() for m in COUNTED}
    for sex, *others in rows:
        if others[place] is not belonging:  # NULL: an answer is missing
            continue
        for code, number in zip(found, others[number_of_groups:], strict=True):
            found[code] += Count(number, 0) if sex == Sex.WOMAN else Count(0, number)
    return found


# Composing a statement takes longer than running it. Projects are few, and their rules seldom change.
@lru_cache(maxsize=200)
def _group_statement(programme_period: str, rules: tuple) -> CountStatement:
    # Without protected people: figures of a group could lead to them, as those of a part could.
    people = with_facts(
        Participation.objects.filter(
            project_id=Parameter("project", BigAutoField()), person__protection=Protection.NONE
        ),
        long_term=for_period(programme_period).long_term,
        with_activity=True,
    )
    fields = (name for name in Participation.TARGET_GROUP_FIELDS if name not in FACTS)
    facts = CTE(people.order_by().values(*FACTS, *fields), name="facts", materialized=True)
    memberships = {
        f"belongs_{place}": belongs(TargetGroup(min_age=low, max_age=high, all_of=every, any_of=some))
        for place, (low, high, every, some) in enumerate(rules)
    }
    period = Period(Parameter("ends_on", DateField()), Parameter("ends_on", DateField()))
    columns = {
        f"count_{place}": CountAll("id", filter=date_condition(LEFT, Span.CUMULATIVE, period) & m.q)
        for place, m in enumerate(COUNTED)
    }
    counted = counted_in_groups(facts, ("sex",), columns, computed=memberships)
    return CountStatement(prepared_sql(counted), tuple((m.code, Span.CUMULATIVE) for m in COUNTED))
