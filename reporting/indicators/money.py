"""Money in a report document: budget and bookings by source and by purpose."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from reporting.indicators.names import Name

Amount = str  # kronor or hours as stored: a decimal number with a point ("1200.5")
ESF = "esf"  # the code of the ESF's line


class MoneyKind(StrEnum):
    SOURCE = "source"
    PURPOSE = "purpose"
    TOTAL = "total"  # of the sources


@dataclass(frozen=True)
class Booked:
    """Amounts booked up to the last day of the report's period."""

    since_start: Amount = "0"
    period: Amount = "0"


@dataclass(frozen=True)
class MoneyLine:
    """A source of financing, or a purpose of the budget."""

    kind: str  # a MoneyKind
    code: str  # a FinancingLine.Source, or "purpose-1"
    name: Name | None  # None for the bookings that state no purpose, and for the total
    booked: Booked
    planned: Amount = ""  # "" where it is not stated
    planned_is_approximate: bool = False
    organisation: Name | None = None  # of a source
    hours: Booked | None = None  # of a contribution in kind


@dataclass(frozen=True)
class Money:
    lines: list[MoneyLine]
    esf_share: Name | None = None  # as published: "two thirds"

    @property
    def sources(self) -> list[MoneyLine]:
        return [line for line in self.lines if line.kind == MoneyKind.SOURCE]

    @property
    def purposes(self) -> list[MoneyLine]:
        return [line for line in self.lines if line.kind == MoneyKind.PURPOSE]

    @property
    def total(self) -> MoneyLine:
        """Return the sum of the sources; nothing is planned in all unless every source states its amount."""
        planned = [Decimal(line.planned) for line in self.sources if line.planned]
        hours = [line.hours for line in self.sources if line.hours]
        return MoneyLine(
            MoneyKind.TOTAL,
            "total",
            None,
            _sum(line.booked for line in self.sources),
            amount_text(sum(planned, Decimal())) if len(planned) == len(self.sources) else "",
            any(line.planned_is_approximate for line in self.sources),
            hours=_sum(hours) if hours else None,
        )

    @property
    def esf_rate(self) -> str:
        """Return the ESF's part of what is booked since the start, per cent with one decimal; "" without bookings."""
        total = Decimal(self.total.booked.since_start)
        if total <= 0:
            return ""
        esf = _sum(line.booked for line in self.sources if line.code == ESF)
        return str((Decimal(esf.since_start) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _sum(amounts: Iterable[Booked]) -> Booked:
    since_start, period = Decimal(), Decimal()
    for each in amounts:
        since_start += Decimal(each.since_start)
        period += Decimal(each.period)
    return Booked(amount_text(since_start), amount_text(period))


def amount_text(amount: Decimal) -> Amount:
    return f"{amount.normalize():f}"


def money_from_json(data: dict[str, Any] | None) -> Money | None:
    if not data:
        return None
    return Money([_line(line) for line in data["lines"]], _name(data["esf_share"]))


def _line(data: dict[str, Any]) -> MoneyLine:
    names = {key: _name(data[key]) for key in ("name", "organisation")}
    hours = data["hours"] and Booked(**data["hours"])
    return MoneyLine(**{**data, **names, "booked": Booked(**data["booked"]), "hours": hours})


def _name(data: dict[str, str] | None) -> Name | None:
    return None if data is None else Name(**data)
