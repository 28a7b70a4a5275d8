"""Anonymous participants in a report's documents: beside the figures, and in none of them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AnonymousYear:
    """Participants who are not registered, by the calendar year in which they started."""

    year: int
    women: int
    men: int

    @property
    def total(self) -> int:
        return self.women + self.men


def anonymous_from_json(data: list[dict[str, Any]]) -> list[AnonymousYear]:
    return [AnonymousYear(**year) for year in data]
