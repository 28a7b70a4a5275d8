"""Figures: compute a project's report for a period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import DateField, Min
from django.utils import timezone

from accounts.access import access_to_whole
from accounts.models import User
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter
from participants.register.models import Spell
from projects.models import Project
from reporting.indicators import breakdown, evidence, measures, validation
from reporting.indicators.counting import CountDefinition, Counts, CountStatement, Period, count, prepare
from reporting.indicators.document import Count, Json, Line, ReportDocument
from reporting.indicators.enums import RESULT_KINDS, LineKind, Span
from reporting.indicators.frameworks import Indicator, for_period
from reporting.indicators.measures import ProjectMeasure
from reporting.indicators.names import Name
from reporting.indicators.project_facts import project_facts

NOT_STATED = Name("Uppgiften är inte angiven för projektet.", "Not stated for the project.")


@dataclass(frozen=True)
class ComputedReport:
    """A computed document and the primary keys of the counted participations."""

    document: ReportDocument
    counted: list[int]
    # Primary keys by code and span (reporting.reports.verification.counted_by_figure), if they were asked for.
    counted_by_figure: dict[str, dict[str, list[int]]] | None = None
    people: Json | None = None  # for reporting.reports.models.ReportPeople, if they were asked for


def compute(
    project: Project,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    user: User | None = None,
) -> ComputedReport:
    """Compute the report from `starts_on` to `ends_on`, both included; `user` is the one who asked in a request.

    ends_on defaults to today, starts_on to the project's start or first entry. Raises ValueError if they are
    reversed.
    """
    # Members of one part may see the figures of the whole project. Its leaders see all that goes into them.
    with access_to_whole(project, user, Permission.PROJECT_EDIT):
        return _compute(project, _period(project, starts_on, ends_on))


def _compute(project: Project, period: Period) -> ComputedReport:
    framework = for_period(project.programme_period)
    rules = validation.current_rules(project, framework)
    counts = count(
        count_statement(framework.code, project.starts_on is not None, project.ends_on is not None),
        project,
        period,
        project_starts_on=project.starts_on,
        project_ends_on=project.ends_on,
        today=timezone.localdate(),
    )
    lines = [_line(indicator, counts, project) for indicator in framework.indicators]
    measure_lines = _measure_lines(counts)
    municipalities = breakdown.municipalities(project, counts)
    document = ReportDocument(
        project=project_facts(project, municipalities.planned),
        framework=framework.code,
        definitions_version=framework.version,
        starts_on=period.starts_on.isoformat(),
        ends_on=period.ends_on.isoformat(),
        outputs=[line for line in lines if line.kind not in RESULT_KINDS],
        results=[line for line in lines if line.kind in RESULT_KINDS],
        measures=measure_lines,
        targets=breakdown.target_lines(project, counts, period),
        parts=breakdown.part_tables(project, counts, municipalities),
        rules=[
            *validation.broken_record_rules(rules, counts),
            *validation.broken_aggregate_rules(framework, counts, lines),
            *validation.decreased_figures(project, framework, period, [*lines, *measure_lines]),
        ],
        made_at=timezone.now().isoformat(timespec="seconds"),
    )
    return ComputedReport(document, counts.participations)


# Cached: composing the statement takes as long as running it.
@cache
def count_statement(framework_code: str, has_start: bool, has_end: bool) -> CountStatement:
    """Return the prepared counting statement of a programme period."""
    framework = for_period(framework_code)
    record_rules = validation.record_rules(
        framework,
        starts_on=Parameter("project_starts_on", DateField()) if has_start else None,
        ends_on=Parameter("project_ends_on", DateField()) if has_end else None,
        today=Parameter("today", DateField()),
    )
    definitions = [
        *(CountDefinition(i.code, i.q, i.when) for i in (*framework.counted, *framework.hidden)),
        *(CountDefinition(m.code, m.q, m.when) for m in measures.COUNTED),
        *_evidence_definitions([*framework.counted, *measures.COUNTED]),
        *(CountDefinition(rule.id, rule.broken, spans=(Span.CUMULATIVE,)) for rule in record_rules),
    ]
    return prepare(definitions, long_term=framework.long_term)


def _evidence_definitions(indicators: Sequence[Indicator]) -> Iterator[CountDefinition]:
    for indicator in indicators:
        for name, limit in evidence.LIMITS.items():
            if (q := limit(indicator.q)) is not None:
                code = evidence.code_with(indicator.code, name)
                yield CountDefinition(code, q, indicator.when, spans=(Span.CUMULATIVE,))


def _limited(name: str, indicator: Indicator, counts: Counts) -> int | None:
    if evidence.LIMITS[name](indicator.q) is None:
        return None
    total: int = counts.total(evidence.code_with(indicator.code, name)).total
    return total


def _period(project: Project, starts_on: date | None, ends_on: date | None) -> Period:
    ends_on = ends_on or timezone.localdate()
    if starts_on is None:  # not begun yet: a period of one day without participants
        starts_on = min(project.starts_on or _first_entry(project) or ends_on, ends_on)
    if starts_on > ends_on:
        raise ValueError(f"The period ends ({ends_on}) before it starts ({starts_on}).")
    return Period(starts_on, ends_on)


def _first_entry(project: Project) -> date | None:
    return Spell.objects.filter(participation__project=project).aggregate(first=Min("entry_date"))["first"]


def _line(indicator: Indicator, counts: Counts, project: Project) -> Line:
    if indicator.kind == LineKind.ENTITY:
        return _entity_line(indicator, project)
    return Line(
        code=indicator.code,
        name=indicator.name,
        kind=indicator.kind,
        cumulative=counts.total(indicator.code, Span.CUMULATIVE),
        period=counts.total(indicator.code, Span.PERIOD),
        with_evidence=_limited("with_evidence", indicator, counts),
        with_proof=_limited("with_proof", indicator, counts),
    )


def _entity_line(indicator: Indicator, project: Project) -> Line:
    stated = indicator.entity(project)  # type: ignore[misc]  # never None for this kind
    number = Count(women=None, men=None, plain=None if stated is None else int(stated))
    return Line(
        code=indicator.code,
        name=indicator.name,
        kind=indicator.kind,
        cumulative=number,
        period=number,
        note=NOT_STATED if stated is None else None,
    )


def _measure_lines(counts: Counts) -> list[Line]:
    lines = [_measure_line(measure, measure.code, counts) for measure in measures.COUNTED]
    lines.append(_measure_line(measures.SHARE_OF_WOMEN, measures.PARTICIPANTS, counts))
    return lines


def _measure_line(measure: ProjectMeasure, code: str, counts: Counts) -> Line:
    cumulative = counts.total(code, Span.CUMULATIVE)
    part: Any = cumulative.women if measure.code == measures.WOMEN_SHARE else cumulative.total
    whole = counts.total(measure.rate_of).total if measure.rate_of else None
    return Line(
        code=measure.code,
        name=measure.name,
        kind=LineKind.MEASURE,
        cumulative=cumulative,
        period=counts.total(code, Span.PERIOD),
        rate=measures.per_cent(part, whole) if measure.rate_of else "",
        denominator=measure.rate_of,
        with_evidence=_limited("with_evidence", measure, counts),
        with_proof=_limited("with_proof", measure, counts),
    )
