"""Distance travelled, in a report's documents: how answers on scales changed from the first to the last."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.indicators.measures import per_cent
from reporting.indicators.names import Name


@dataclass(frozen=True)
class DistanceLine:
    """One question of a scale, of the people who have answered it twice."""

    scale: str
    scale_name: Name
    question: str
    name: Name
    answered_by: str
    people: int | None = None  # None, and no figure: too few, or not to be shown outside the project
    stepped_up: int | None = None  # whose last answer is at least one step above their first
    mean: str = ""  # change, with one decimal ("-0.4")
    missing: str = ""  # per cent of all participants who have not answered twice
    until: str = ""  # the last day of the earlier report whose figures these are; "" for the report's own

    @property
    def key(self) -> str:
        return f"{self.scale}.{self.question}.{self.answered_by}"

    @property
    def is_shown(self) -> bool:
        return self.people is not None

    @property
    def share(self) -> str:
        return "" if self.stepped_up is None else per_cent(self.stepped_up, self.people)

    @property
    def mean_number(self) -> Decimal | None:
        return Decimal(self.mean) if self.mean else None


def distances_from_json(data: Iterable[dict[str, Any]]) -> list[DistanceLine]:
    return [
        DistanceLine(**{**line, "name": Name(**line["name"]), "scale_name": Name(**line["scale_name"])})
        for line in data
    ]
