"""Building blocks of a framework: indicators and rules as data."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from participants.register.facts import LongTerm
from reporting.indicators.enums import RESULT_KINDS, LineKind
from reporting.indicators.names import Name

Codes = str | Sequence[str]  # one code or several

ENTERED = "entered"  # by the first entry: outputs
LEFT = "left"  # by the last exit: results
PRESENT = "present"  # entered, and not left by the last day
BEFORE = "carried over before"  # present on the day before the period, for V-A56


@dataclass(frozen=True)
class Condition:
    """A condition over facts, in words and as `Q`."""

    text: Name
    q: Q

    @property
    def always(self) -> bool:
        return not self.q


@dataclass(frozen=True)
class Indicator:
    """A count of participations, or a number stated for the project."""

    code: str
    name: Name
    kind: LineKind
    reference_time: str  # when the conditions must hold, as in the regulation
    conditions: tuple[Condition, ...] = ()  # all of them must hold
    certainty: str = "derived"  # of the definition: "sourced", "derived" or "unverified"
    when: str = ENTERED  # the date rule that puts a participation into a period
    complete: bool = True  # count complete records only
    entity: Callable[[Any], int | None] | None = None  # project -> the stated number, None if not stated

    @property
    def q(self) -> Q:
        # Used by counting and by explaining, so that the two agree. The date rule is added by date_condition().
        return _all(self.conditions, self.completeness)

    @property
    def completeness(self) -> Q:
        return Q(is_complete=True) if self.complete else Q()


@dataclass(frozen=True)
class Comparison:
    """A relation between two sums of figures."""

    left: tuple[str, ...]
    operator: str  # "<=", "==" or ">="
    right: tuple[str, ...]
    minus: tuple[str, ...] = ()  # subtracted from the right side


def at_most(left: Codes, right: Codes, minus: Codes = ()) -> Comparison:
    """Return `left` <= `right` - `minus`, each a code or several codes to be summed."""
    return Comparison(_codes(left), "<=", _codes(right), _codes(minus))


def equals(left: Codes, right: Codes, minus: Codes = ()) -> Comparison:
    return Comparison(_codes(left), "==", _codes(right), _codes(minus))


def _codes(codes: Codes) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)


@dataclass(frozen=True)
class AggregateRule:
    """A rule about figures (V-A..)."""

    id: str
    severity: str
    text: Name
    comparisons: tuple[Comparison, ...]  # each must hold for women, men and in total


@dataclass(frozen=True)
class RecordRule:
    """A rule about one participation (V-R..)."""

    id: str
    severity: str
    text: Name
    broken: Q  # over facts


@dataclass(frozen=True)
class EnforcedRule:
    """A rule that stored data cannot break, with the reason."""

    id: str
    text: Name
    enforced_by: Name


@dataclass(frozen=True)
class Framework:
    """The indicators and rules of a programme period."""

    code: str
    version: str  # stored with every report
    long_term: LongTerm
    indicators: tuple[Indicator, ...]
    aggregate_rules: tuple[AggregateRule, ...]
    record_rules: tuple[RecordRule, ...] = ()
    hidden: tuple[Indicator, ...] = ()  # counted for the rules only, in no report
    _by_code: dict[str, Indicator] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_code.update({i.code: i for i in (*self.indicators, *self.hidden)})

    def __getitem__(self, code: str) -> Indicator:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @property
    def counted(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators if i.kind != LineKind.ENTITY)


def indicators(
    period: str,
    conditions: Mapping[str, Condition | tuple[Condition, ...]],
    options: Mapping[str, dict[str, Any]] = {},
    *,
    complete: bool = True,
) -> tuple[Indicator, ...]:
    """Return a period's indicators in the order of indicators.csv.

    options: other Indicator fields for a code; complete: of all of them. Raises ValueError when the file and
    the conditions do not have the same codes.
    """
    rows = [row for row in _published() if row["period"] == period]
    stated = {code for code, extra in options.items() if "entity" in extra}
    if unmatched := {row["code"] for row in rows} ^ (set(conditions) | stated):
        raise ValueError(f"{period}: {', '.join(sorted(unmatched))} has a name or a condition, not both.")
    return tuple(
        Indicator(
            code=row["code"],
            name=Name(row["name_sv"], row["name_en"]),
            kind=LineKind(row["kind"]),
            reference_time=row["reference_time"],
            certainty=row["certainty"],
            conditions=_as_tuple(conditions.get(row["code"], ())),
            **_usual(row, complete) | options.get(row["code"], {}),
        )
        for row in rows
    )


def _usual(row: Mapping[str, str], complete: bool) -> dict[str, Any]:
    return {"when": LEFT if row["kind"] in RESULT_KINDS else ENTERED, "complete": complete}


@cache
def _published() -> list[dict[str, str]]:
    with (Path(__file__).parent / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_tuple(conditions: Condition | Iterable[Condition]) -> tuple[Condition, ...]:
    return (conditions,) if isinstance(conditions, Condition) else tuple(conditions)


def all_of(conditions: Iterable[Condition]) -> Q:
    return _all(conditions, Q())


def _all(conditions: Iterable[Condition], start: Q) -> Q:
    q = start
    for condition in conditions:
        q &= condition.q
    return q
