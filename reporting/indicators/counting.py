"""Counting: the single SQL statement of a report, and the sums read from its groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Aggregate, BigAutoField, DateField, IntegerField, Q, QuerySet
from django_cte import CTE, with_cte

from esfportal.database.prepared_statement import Parameter, prepared_sql
from participants.evidence.states import proven_in
from participants.register.counted_people import naming_counted
from participants.register.facts import ACTIVITY_FACTS, EVIDENCE_FACTS, PROOF_FACTS, LongTerm, with_facts
from participants.register.models import Participation, Sex
from participants.register.protection.authorisation import value_unless_protected
from projects.kept_items import items
from projects.models import Project
from reporting.indicators.document import Count
from reporting.indicators.enums import PartKind, Span
from reporting.indicators.frameworks.base import BEFORE, ENTERED, LEFT, PRESENT

# Every total, part and share is a sum of the same smallest groups (sex, part of the first and of the last
# spell), so women and men add up to the total and the parts to the project.


Place = tuple[str | None, int | None]  # municipality and intervention
PartKey = str | int | None  # a municipality's code or a primary key; None: in no part


@dataclass(frozen=True)
class Period:
    starts_on: date
    ends_on: date  # included


@dataclass(frozen=True)
class CountDefinition:
    """A definition of one count."""

    code: str
    q: Q  # over facts
    when: str = ENTERED  # the date rule
    spans: tuple[str, ...] = (Span.CUMULATIVE, Span.PERIOD)


def date_condition(when: str, span: str, period: Period) -> Q:
    """Return the condition over facts that dates a figure of a span."""
    # The number present at the last day is the same for both spans.
    if when == PRESENT:
        still_there = Q(last_exit__isnull=True) | Q(last_exit__gt=period.ends_on)
        return Q(first_entry__lte=period.ends_on) & still_there
    if when == BEFORE:
        # No participant was present before the project began: the cumulative figure is zero.
        beginning = period.starts_on if span == Span.PERIOD else date.min
        still_there = Q(last_exit__isnull=True) | Q(last_exit__gte=beginning)
        return Q(first_entry__lt=beginning) & still_there
    # Outputs are dated by the first entry, results by the last exit.
    fact = {ENTERED: "first_entry", LEFT: "last_exit"}[when]
    q = Q(**{f"{fact}__lte": period.ends_on})
    return q & Q(**{f"{fact}__gte": period.starts_on}) if span == Span.PERIOD else q


FACTS = (
    # The facts that conditions of frameworks and rules may use. A missing name fails at once.
    *("id", "sex", "birth_date", "programme_period", "age", "is_complete", "disadvantaged"),
    *("first_entry", "last_entry", "last_exit"),
    *("first_municipality", "first_intervention", "last_municipality", "last_intervention"),
    *Participation.INDICATOR_FIELDS,
    "unemployed_for_long",
    *ACTIVITY_FACTS,
    *("leaving_status", "has_education", "has_qualification", "has_internship", "has_closer"),
    *("follow_up", "follow_up_improvement", "last_follow_up_on", "has_early_follow_up"),
)
PART_FACTS = ("first_municipality", "first_intervention", "last_municipality", "last_intervention")
GROUPS = ("sex", *(f"shown_{fact}" for fact in PART_FACTS))  # places of protected people are masked


class CountAll(Aggregate):
    """COUNT(*) with a filter."""

    # Django's Count refuses a filter on COUNT(*), which reads no column and is faster than COUNT(id).
    function = "COUNT"
    template = "%(function)s(*)%(filter)s"
    output_field = IntegerField()
    empty_result_set_value = 0


PERIOD_PARAMETERS = Period(Parameter("starts_on", DateField()), Parameter("ends_on", DateField()))


@dataclass(frozen=True)
class CountStatement:
    """A prepared counting statement of one project, whose key is the placeholder `project`."""

    sql: str  # with named placeholders
    names: tuple[tuple[str, str], ...]  # (code, span) of each count column

    def run(self, **given: object) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(naming_counted(self.sql), given)
            return cursor.fetchall()


def prepare(definitions: Sequence[CountDefinition], *, long_term: LongTerm) -> CountStatement:
    project = Parameter("project", BigAutoField())
    people = with_facts(
        Participation.objects.filter(project_id=project),
        long_term=long_term,
        with_evidence=True,
        proven=proven_in(project),
        with_activity=True,
    )
    shown = {f"shown_{fact}": value_unless_protected(fact) for fact in PART_FACTS}
    # Materialised: a fact is computed once for each row, even when many counts use it.
    facts = CTE(
        people.order_by().annotate(**shown).values(*FACTS, *EVIDENCE_FACTS, *PROOF_FACTS, *shown),
        name="facts",
        materialized=True,
    )
    names = [(definition, span) for definition in definitions for span in definition.spans]
    columns = {
        f"count_{number}": CountAll(
            "id", filter=date_condition(definition.when, span, PERIOD_PARAMETERS) & definition.q
        )
        for number, (definition, span) in enumerate(names)
    }
    entered = ArrayAgg("id", filter=date_condition(ENTERED, Span.CUMULATIVE, PERIOD_PARAMETERS), default=[])
    groups = counted_in_groups(facts, GROUPS, {"entered": entered, **columns})
    return CountStatement(prepared_sql(groups), tuple((definition.code, span) for definition, span in names))


def counted_in_groups(
    facts: CTE,
    groups: Iterable[str],
    columns: Mapping[str, Aggregate],
    *,
    computed: Mapping[str, Any] = MappingProxyType({}),
) -> QuerySet:
    """Return the columns for each group; `computed`: further groups, by expressions over facts."""
    names = (*groups, *computed)
    rows = with_cte(facts, select=facts).order_by().annotate(**computed)
    return rows.values(*names).annotate(**columns).values_list(*names, *columns)


def count(statement: CountStatement, project: Project, period: Period, **given: object) -> "Counts":
    """Run a prepared statement for a project and a period."""
    rows = statement.run(project=project.pk, starts_on=period.starts_on, ends_on=period.ends_on, **given)
    return Counts.from_rows(rows, statement.names, PartLookup(project))


class PartLookup:
    """The parts of a project, by municipality and intervention."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _interventions(self) -> dict[int | None, int | None]:
        return {each.pk: each.sub_project_id for each in items(self._project, "interventions")}

    @cached_property
    def _municipalities(self) -> dict[str | None, int | None]:
        municipalities = items(self._project, "project_municipalities")
        return {each.municipality_id: each.sub_project_id for each in municipalities}

    def key(self, kind: str, municipality: str | None, intervention: int | None) -> PartKey:
        if kind == PartKind.MUNICIPALITY:
            return municipality
        if kind == PartKind.INTERVENTION:
            return intervention
        return self._interventions.get(intervention) or self._municipalities.get(municipality)


@dataclass(frozen=True)
class Group:
    sex: Sex
    first: Place  # of the first spell
    last: Place  # of the last spell
    numbers: Sequence[int]  # of each count


class Counts:
    """The groups of a report, to be summed."""

    def __init__(
        self,
        groups: list[Group],
        names: Sequence[tuple[str, str]],
        participations: list[int],
        part_lookup: PartLookup,
    ) -> None:
        self.groups = groups
        self.participations = participations
        self._part_lookup = part_lookup
        self._columns = {name: column for column, name in enumerate(names)}
        self._women, self._men = (_sums(groups, sex, len(names)) for sex in (Sex.WOMAN, Sex.MAN))

    @classmethod
    def from_rows(
        cls, rows: Iterable[tuple[Any, ...]], names: Sequence[tuple[str, str]], part_lookup: PartLookup
    ) -> Self:
        groups: list[Group] = []
        participations: list[int] = []
        for sex, first_at, first_in, last_at, last_in, entered, *numbers in rows:
            groups.append(Group(sex, (first_at, first_in), (last_at, last_in), numbers))
            participations += entered
        return cls(groups, names, sorted(participations), part_lookup)

    def total(self, code: str, span: str = Span.CUMULATIVE) -> Count:
        column = self._columns.get((code, span))
        return Count() if column is None else Count(self._women[column], self._men[column])

    def by_part(self, code: str, span: str, kind: str, *, when: str) -> dict[PartKey, Count]:
        column = self._columns[code, span]
        parts: dict[PartKey, list[int]] = defaultdict(lambda: [0, 0])
        for group in self.groups:
            if number := group.numbers[column]:
                # Outputs belong to the first spell's part and results to the last spell's, so each
                # participation is counted in exactly one part.
                part = group.first if when == ENTERED else group.last
                parts[self._part_lookup.key(kind, *part)][group.sex != Sex.WOMAN] += number
        return {key: Count(women, men) for key, (women, men) in parts.items()}


def _sums(groups: Iterable[Group], sex: Any, columns: int) -> list[int]:
    numbers = [group.numbers for group in groups if group.sex == sex]
    return [sum(column) for column in zip([0] * columns, *numbers, strict=True)]
