"""Template tags for a project's pages. `results` comes from page_context.FIGURES, or is None."""

# Projects may not import reporting, so only the shape of `results` is used here.

from dataclasses import dataclass
from datetime import date

from django import template

from esfportal.languages import in_language
from esfportal.ui import formats
from projects import overview
from projects.models import Intervention

register = template.Library()

SHOWN_MEASURES = ("participants", "leavers", "work", "occupation", "progression")


@dataclass(frozen=True)
class PartRow:
    # The figures are None without the right to see them.
    part: Intervention | str | None  # None: participants without an intervention
    participants: int | None = None
    leavers: int | None = None
    occupation: int | None = None
    share: str = ""  # in occupation of those who have left
    with_proof: int | None = None  # in occupation with accepted proof


@register.simple_tag
def intervention_rows(interventions, results):
    """`{% intervention_rows interventions results as rows %}`"""
    lines = _lines(results, "intervention")
    rows = [_part_row(each, lines.get(each.code), results) for each in interventions]
    if lines.get("") is not None and _total(lines[""], "participants"):
        rows.append(_part_row(None, lines[""], results))
    return rows


@register.simple_tag
def one_intervention(intervention, results):
    """`{% one_intervention intervention results as rows %}`: one row"""
    line = _lines(results, "intervention").get(intervention.code)
    return [_part_row(intervention, line, results)]


def _lines(results, kind):
    tables = results.parts if results else []
    return {line.code: line for table in tables if table.kind == kind for line in table.lines}


def _part_row(part, line, results):
    if line is None:
        return PartRow(part)
    participants, leavers, occupation = (
        _total(line, code) for code in ("participants", "leavers", "occupation")
    )
    share, with_proof = _share(occupation, leavers, results), line.with_proof.get("occupation")
    return PartRow(part, participants, leavers, occupation, share, with_proof if occupation else None)


def _share(part, whole, results):
    # A share would reveal a suppressed number, and says little about a small base.
    if not whole or formats.HIDDEN in (part, whole) or whole < getattr(results, "smallest_base", 0):
        return ""
    return formats.share(part, whole, decimals=1)  # as the targets' shares


def _total(line, code):
    count = line.measures.get(code)
    return count.total if count else 0


@register.filter
def hides_numbers(rows):
    return any(formats.HIDDEN in (row.participants, row.leavers, row.occupation) for row in rows)


@register.simple_tag
def measure_figures(results):
    """`{% measure_figures results as figures %}`: (name, number, number with proof) of the main measures."""
    lines = {line.code: line for line in results.measures} if results else {}
    return [
        (in_language(line.name.sv, line.name.en), line.cumulative.total, line.with_proof)
        for line in (lines[code] for code in SHOWN_MEASURES if code in lines)
    ]


@register.simple_tag
def part_rows(results, kind):
    """`{% part_rows results "municipality" as rows %}`: PartRows, none without such parts."""
    lines = _lines(results, kind)
    # A project without such parts has one line, with the code "", for all participants.
    if not any(code and _total(line, "participants") for code, line in lines.items()):
        return []
    return [_part_row(in_language(line.name.sv, line.name.en), line, results) for line in lines.values()]


@register.filter
def period_of(project):
    return overview.period(project)


@register.filter
def owner_of(project):
    # For a project from a queryset with_owner().
    return in_language(project.owner_name or "", project.owner_name_en or "")


@register.filter
def day_text(value):
    # The value is an ISO date, such as "2020-03-31".
    return formats.date_text(date.fromisoformat(value))
