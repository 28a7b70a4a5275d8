"""Hours of a project by month, for readers who see no participants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.utils.text import capfirst

from esfportal.ui.formats import HIDDEN, month_text
from reporting.reports.access import audience_of
from reporting.reports.hours import minutes as figures
from reporting.reports.hours.minutes import BySex, Facts
from reporting.reports.models import ReportFile

TENTH = Decimal("0.1")

type Shown = Decimal | str  # hours, or HIDDEN


@dataclass(frozen=True)
class MonthLine:
    name: str
    women: Shown
    men: Shown
    total: Shown


def totals_context(user: Any, project: Any, facts: Facts) -> dict[str, Any]:
    """Return the months with the hours that the user's audience may see, and their sum where none is hidden."""
    audience = audience_of(user, project)
    is_exact = audience == ReportFile.Audience.FULL
    smallest = 1 if is_exact else settings.SMALLEST_NUMBERS.get(audience, settings.SMALL_CELL_THRESHOLD)
    lines = month_lines(facts, smallest)
    return {"lines": lines, "smallest": smallest, "sum": sum_of(lines)}


def month_lines(facts: Facts, smallest: int) -> list[MonthLine]:
    """Return the hours of each month, hidden where fewer participants than `smallest` have some."""
    hours: Mapping[Any, figures.Hours] = figures.hours_by(facts, lambda _activity, month: month)
    people = figures.people_by(facts.attendances)
    return [
        _line(month, hours[month].attended, people.get(month, BySex()), smallest) for month in sorted(hours)
    ]


def sum_of(lines: list[MonthLine]) -> Shown:
    shown = [line.total for line in lines if isinstance(line.total, Decimal)]
    return sum(shown, Decimal()) if len(shown) == len(lines) else HIDDEN


def _line(month: date, minutes: BySex, people: BySex, smallest: int) -> MonthLine:
    def shown(minutes: int | Decimal, count: int | Decimal) -> Shown:
        hours = (Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP)
        return HIDDEN if 0 < count < smallest else hours

    women, men = shown(minutes.women, people.women), shown(minutes.men, people.men)
    if HIDDEN in (women, men):  # the total would tell the other
        women = men = HIDDEN
    return MonthLine(capfirst(month_text(month)), women, men, shown(minutes.total, people.total))
