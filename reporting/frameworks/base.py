"""What a framework is made of: indicators whose conditions are `Q` objects over facts.

A framework is one programme period's indicators and rules, as data. Its conditions are shared by
counting (reporting.figures) and explaining (reporting.explain), so the two can't disagree.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db.models import Q

from participants.facts import LongTerm
from reporting.document import Name

OUTPUT = "output"
ENTITY = "output-entity"
IMMEDIATE = "result-immediate"
LONGER_TERM = "result-longer-term"
HIDDEN = "hidden"  # counted for the rules, shown in no report
RESULTS = (IMMEDIATE, LONGER_TERM)

ENTERED = "entered"  # by the first entry: outputs
LEFT = "left"  # by the last exit: results
PRESENT = "present"  # entered, and not left by the last day
BEFORE = "carried over before"  # those present on the day before the period, for V-A56


@dataclass(frozen=True)
class Condition:
    """One thing that must hold of a participation, in words and as a `Q` over facts."""

    text: Name
    q: Q

    @property
    def always(self):
        return not self.q


@dataclass(frozen=True)
class Indicator:
    """A count of participations, or a number stated for the project as such (`entity`).

    code, name: as in the regulation. kind: OUTPUT, ENTITY, IMMEDIATE or LONGER_TERM.
    reference_time: when what is counted is to hold. conditions: all of them must hold.
    certainty: "sourced", "derived" or "unverified", how sure the definition's wording is.
    when: which date puts a person into a period. complete: only complete records count.
    entity: what the project states (None: nothing has been stated).
    """

    code: str
    name: Name
    kind: str
    reference_time: str
    conditions: tuple[Condition, ...] = ()
    certainty: str = "derived"
    when: str = ENTERED
    complete: bool = True
    entity: Callable | None = None

    @property
    def q(self):
        """What the record must be like, apart from the dates."""
        return _all(self.conditions, self.completeness)

    @property
    def completeness(self):
        return Q(is_complete=True) if self.complete else Q()


@dataclass(frozen=True)
class Comparison:
    """Sums of figures that must stand in a relation: `left` "<=", "==" or ">=" `right`."""

    left: tuple[str, ...]
    operator: str
    right: tuple[str, ...]
    minus: tuple[str, ...] = ()  # taken from the right side


def at_most(left, right, minus=()):
    """The sum of `left` is no more than that of `right` (less `minus`); a code or several of them."""
    return Comparison(_codes(left), "<=", _codes(right), _codes(minus))


def equals(left, right, minus=()):
    return Comparison(_codes(left), "==", _codes(right), _codes(minus))


def _codes(codes):
    return (codes,) if isinstance(codes, str) else tuple(codes)


@dataclass(frozen=True)
class AggregateRule:
    """A rule about the figures (V-A..): it holds when each comparison does, for each sex and in total."""

    id: str
    severity: str
    text: Name
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class RecordRule:
    """A rule about one participation (V-R..): `broken` is a `Q` over facts, true where it is broken."""

    id: str
    severity: str
    text: Name
    broken: Q


@dataclass(frozen=True)
class HeldRule:
    """A rule that no stored record can break, or that concerns other things, and how it is met."""

    id: str
    text: Name
    met_by: Name


@dataclass(frozen=True)
class Framework:
    """One programme period. `version` is kept with every report that was computed by it.

    `hidden` are counts that only the rules need; they are in no report.
    """

    code: str
    version: str
    long_term: LongTerm
    indicators: tuple[Indicator, ...]
    aggregate_rules: tuple[AggregateRule, ...]
    record_rules: tuple[RecordRule, ...] = ()
    hidden: tuple[Indicator, ...] = ()
    _by_code: dict = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self):
        self._by_code.update({i.code: i for i in (*self.indicators, *self.hidden)})

    def __getitem__(self, code):
        """The indicator of this code; KeyError where the period has none."""
        return self._by_code[code]

    def __contains__(self, code):
        return code in self._by_code

    @property
    def counted(self):
        """The indicators that count participations."""
        return tuple(i for i in self.indicators if i.kind != ENTITY)


def indicators(period, conditions, options=()):
    """A period's indicators in the order of indicators.csv, where their names stand.

    conditions: for each code, one condition or a tuple of them; options: for a code, other fields of
    its Indicator. Results come into a period by the exit, outputs by the entry. ValueError when the
    file and the conditions do not name the same codes.
    """
    options = dict(options)
    rows = [row for row in _published() if row["period"] == period]
    stated = {code for code, extra in options.items() if "entity" in extra}
    if unmatched := {row["code"] for row in rows} ^ (set(conditions) | stated):
        raise ValueError(f"{period}: {', '.join(sorted(unmatched))} has a name or a condition, not both.")
    return tuple(
        Indicator(
            code=row["code"],
            name=Name(row["name_sv"], row["name_en"]),
            kind=row["kind"],
            reference_time=row["reference_time"],
            certainty=row["certainty"],
            conditions=_as_tuple(conditions.get(row["code"], ())),
            **{"when": LEFT if row["kind"] in RESULTS else ENTERED} | options.get(row["code"], {}),
        )
        for row in rows
    )


@cache
def _published():
    with (Path(__file__).parent / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_tuple(conditions):
    return (conditions,) if isinstance(conditions, Condition) else tuple(conditions)


def all_of(conditions):
    return _all(conditions, Q())


def _all(conditions, start):
    q = start
    for condition in conditions:
        q &= condition.q
    return q
