"""Targets with their results, and the measures of each project part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from projects.kept_items import is_kept, items
from projects.models import Municipality, Project, Target
from reporting.indicators import evidence, measures
from reporting.indicators.counting import Counts, PartKey, Period
from reporting.indicators.document import Count, PartLine, PartTable, TargetLine
from reporting.indicators.enums import PartKind, Span, TargetState
from reporting.indicators.frameworks.base import LEFT
from reporting.indicators.names import Name

Part = tuple[str, Name]  # code and name

# Measures that count outcomes, and count a second time with accepted proof.
WITH_PROOF = tuple(m.code for m in measures.MEASURES if evidence.with_proof(m.q) is not None)
NO_PART = {
    PartKind.SUB_PROJECT: Name("Utan eller inte redovisat delprojekt", "In none, or not reported"),
    PartKind.MUNICIPALITY: Name("Kommun redovisas inte", "Municipality not reported"),
    PartKind.INTERVENTION: Name("Utan eller inte redovisad insats", "In none, or not reported"),
}


def target_lines(project: Project, counts: Counts, period: Period) -> list[TargetLine]:
    """Return a line for every target; a target of a part counts only that part's participants."""
    targets = items(project, "targets")
    lines = [_target_line(target, counts, target.planned_by(period.ends_on)) for target in targets]
    if project.ends_on and period.ends_on >= project.ends_on:
        return [
            replace(line, state=measures.final_state(TargetState(line.state), target))
            for line, target in zip(lines, targets, strict=True)
        ]
    return lines


def _target_line(target: Target, counts: Counts, planned: Fraction | None) -> TargetLine:
    # A share of women is counted on the participants measure.
    women_only = target.measure == measures.WOMEN_SHARE
    counted = measures.PARTICIPANTS if women_only else target.measure
    cumulative = _of_part(target, counts, counted, Span.CUMULATIVE)
    number: Any = cumulative.women if women_only else cumulative.total
    if target.unit == Target.Unit.SHARE:
        denominator = measures.PARTICIPANTS if women_only else target.denominator
        base = _of_part(target, counts, denominator, Span.CUMULATIVE)
        rate = measures.per_cent(number, base.total)
        state = measures.state_of_share(target, measures.exact_per_cent(number, base.total))
    else:
        denominator, base = str(Target.Denominator.TARGET), None
        rate = measures.per_cent(number, target.value)
        state = measures.state_of_number(target, number, planned)
    return TargetLine(
        code=target.code,
        name=_target_name(target),
        measure=target.measure,
        comparison=target.comparison,
        unit=target.unit,
        value=_decimal_text(target.value),
        denominator=denominator,
        cumulative=cumulative,
        period=_of_part(target, counts, counted, Span.PERIOD),
        base=base,
        rate=rate,
        state=state,
        part=None if target.part is None else _part_name(target.part),
        with_proof=_with_proof(target, counts, counted),
        planned=None if planned is None else ceil(planned),
        path=target.path,
        path_planned_on=target.path_planned_on.isoformat() if target.path_planned_on else "",
    )


def _with_proof(target: Target, counts: Counts, code: str) -> int | None:
    if code not in WITH_PROOF:
        return None
    number: int = _of_part(target, counts, code, Span.CUMULATIVE, limit="with_proof").total
    return number


def _of_part(target: Target, counts: Counts, code: str, span: str, limit: str = "") -> Count:
    counted = evidence.code_with(code, limit) if limit else code
    if not target.part_kind:
        return counts.total(counted, span)
    # Both sides of a share are counted by the last part, so that it never exceeds 100 per cent.
    when = LEFT if target.unit == Target.Unit.SHARE else measures.BY_CODE[code].when
    parts = counts.by_part(counted, span, target.part_kind, when=when)
    return parts.get(target.part.pk, Count())


def _target_name(target: Target) -> Name:
    measure = measures.BY_CODE[target.measure].name
    return Name(target.label or measure.sv, target.label_en or (target.label and "") or measure.en)


def _part_name(part: Model) -> Name:
    return Name(part.name, getattr(part, "name_en", ""))


def _decimal_text(value: Decimal) -> str:
    # Without trailing zeros: 62.50 is stored as "62.5".
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@dataclass(frozen=True)
class Municipalities:
    """The project's municipalities, and these with all others that have participants; both by name."""

    planned: list[Municipality]
    shown: list[Municipality]


def municipalities(project: Project, counts: Counts) -> Municipalities:
    with_participants = {code for group in counts.groups for code in (group.first[0], group.last[0]) if code}
    if is_kept(project, "project_municipalities"):
        planned = [each.municipality for each in items(project, "project_municipalities")]
        if with_participants <= {each.code for each in planned}:
            return Municipalities(planned, planned)
    is_planned = Exists(project.project_municipalities.filter(municipality=OuterRef("pk")))
    found = Municipality.objects.annotate(is_planned=is_planned)
    shown = list(found.filter(Q(is_planned=True) | Q(code__in=with_participants)).order_by("name"))
    return Municipalities([each for each in shown if each.is_planned], shown)


def part_tables(project: Project, counts: Counts, municipalities: Municipalities) -> list[PartTable]:
    """Return a table for each kind of part."""
    found = named_parts(project, municipalities)
    return [_part_table(kind, parts, counts) for kind, parts in found.items() if parts]


def named_parts(project: Project, municipalities: Municipalities) -> dict[PartKind, dict[PartKey, Part]]:
    return {
        PartKind.SUB_PROJECT: {part.pk: (part.code, _part_name(part)) for part in project.sub_projects.all()},
        PartKind.MUNICIPALITY: _municipality_parts(municipalities),
        PartKind.INTERVENTION: {
            part.pk: (part.code, _part_name(part)) for part in project.interventions.all()
        },
    }


def _municipality_parts(municipalities: Municipalities) -> dict[PartKey, Part]:
    # Without planned municipalities a table of a single municipality would only repeat the project.
    if not municipalities.planned and len(municipalities.shown) < 2:
        return {}
    return {m.code: (m.code, Name(m.name, m.name)) for m in municipalities.shown}


def _part_table(kind: PartKind, parts: Mapping[PartKey, Part], counts: Counts) -> PartTable:
    by_measure = {
        (m.code, span): counts.by_part(m.code, span, kind, when=m.when)
        for m in measures.IN_PARTS
        for span in (Span.CUMULATIVE, Span.PERIOD)
    }
    with_proof = {
        code: counts.by_part(evidence.code_with(code, "with_proof"), Span.CUMULATIVE, kind, when=LEFT)
        for code in WITH_PROOF
    }
    has_outside_part = any(None in by_part for by_part in by_measure.values())
    # The extra line lets the parts add up to the project.
    shown = [*parts.items(), *([(None, ("", NO_PART[kind]))] if has_outside_part else [])]
    return PartTable(
        kind, [_part_line(key, code, name, by_measure, with_proof) for key, (code, name) in shown]
    )


def _part_line(
    key: PartKey,
    code: str,
    name: Name,
    by_measure: Mapping[tuple[str, Span], Mapping[PartKey, Count]],
    with_proof: Mapping[str, Mapping[PartKey, Count]],
) -> PartLine:
    def counted(span: Span) -> dict[str, Count]:
        return {m.code: by_measure[m.code, span].get(key, Count()) for m in measures.IN_PARTS}

    proven = {measure: parts.get(key, Count()).total for measure, parts in with_proof.items()}
    return PartLine(code, name, counted(Span.CUMULATIVE), counted(Span.PERIOD), proven)
