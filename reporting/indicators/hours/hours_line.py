"""Hours in a report's documents: planned, attended and confirmed, by kind of activity; in minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from esfportal.ui.formats import HIDDEN
from reporting.indicators.names import Name

TOTAL = "total"  # the code of the sum of all kinds
FIGURES = ("planned", "attended", "confirmed")


@dataclass(frozen=True)
class Minutes:
    """Minutes of women and men; each is a number, or HIDDEN in a released document."""

    women: int | str = 0
    men: int | str = 0
    total: int | str = 0


HIDDEN_MINUTES = Minutes(HIDDEN, HIDDEN, HIDDEN)


@dataclass(frozen=True)
class HoursLine:
    """Project time of the report's period, at activities of one kind."""

    kind: str  # an Activity.Kind, or TOTAL
    name: Name | None  # None for the sum
    planned: Minutes = Minutes()
    attended: Minutes = Minutes()
    confirmed: Minutes = Minutes()

    @property
    def figures(self) -> list[Minutes]:
        return [self.planned, self.attended, self.confirmed]

    @property
    def hides_any(self) -> bool:
        values = (getattr(figure, each.name) for figure in self.figures for each in fields(figure))
        return any(value == HIDDEN for value in values)


def hours_from_json(data: Iterable[dict[str, Any]]) -> list[HoursLine]:
    return [_line(line) for line in data]


def _line(data: dict[str, Any]) -> HoursLine:
    figures = {figure: Minutes(**data[figure]) for figure in FIGURES}
    return HoursLine(data["kind"], data["name"] and Name(**data["name"]), **figures)
