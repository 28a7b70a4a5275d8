"""Releases of hours: which sums of a report may be shown together (docs/adr/0173)."""

# A reader adds and subtracts what is shown. If the hours that are in the same sums are of many people, so is all that
# comes out of it. Hours are therefore grouped by the sums that they are in: of this report and the releases before it,
# and of this report and the months on the project's page.

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from reporting.indicators.hours.hours_line import TOTAL

CONFIRMED, OPEN, MISSED = "confirmed", "open", "missed"
PARTS_OF = {  # of what is planned, in the order in which sums are chosen
    "attended": (CONFIRMED, OPEN),
    "confirmed": (CONFIRMED,),
    "planned": (CONFIRMED, OPEN, MISSED),
}
SEXES = ("woman", "man")


class Entry(NamedTuple):
    """Minutes of a participant in a month, at activities of one kind."""

    person: int
    month: str
    kind: str
    sex: str
    planned: int
    attended: int
    confirmed: int

    def parts(self) -> Iterator[tuple[str, int]]:
        """Yield (part, minutes) of the parts that are not zero; what was planned is their sum."""
        minutes = (self.confirmed, self.attended - self.confirmed, self.planned - self.attended)
        yield from (
            (part, each) for part, each in zip((CONFIRMED, OPEN, MISSED), minutes, strict=True) if each
        )


class Sum(NamedTuple):
    row: str  # a kind of activity, or TOTAL
    figure: str
    sex: str  # or TOTAL

    def has(self, kind: str, part: str, sex: str) -> bool:
        return self.row in (TOTAL, kind) and self.sex in (TOTAL, sex) and part in PARTS_OF[self.figure]


@dataclass(frozen=True)
class EarlierHours:
    """Entries of a report that was released before, and the sums that were shown of them."""

    entries: Sequence[Entry]
    shown: frozenset[Sum]


class _Like(NamedTuple):
    """Parts that no sum of this report tells apart, and that were in the same sums before."""

    kind: str
    part: str
    sex: str
    month: str
    where: str  # INSIDE or OUTSIDE the report's days, or FORMER: in an earlier report alone
    before: frozenset[Any]


INSIDE, OUTSIDE, FORMER = "inside", "outside", "former"


def shown_sums(
    entries: Sequence[Entry],
    *,
    smallest: int,
    outside: Iterable[Entry] = (),
    earlier: Iterable[EarlierHours] = (),
    among: Iterable[Sum] | None = None,
) -> frozenset[Sum]:
    """Return the sums that may be shown, each of `smallest` people or more.

    outside: of the same months, on days that are not in the report. among: the only ones to choose from.
    """
    rows = [TOTAL, *_kinds(entries)]
    possible = [
        [Sum(row, figure, sex) for sex in (*SEXES, TOTAL)]
        for is_total in (True, False)
        for figure in PARTS_OF
        for row in rows
        if (row == TOTAL) == is_total
    ]
    allowed = frozenset(each for sums in possible for each in sums) if among is None else frozenset(among)
    if smallest <= 1:
        return allowed
    with_page = _Groups(_people(entries, outside, ()), smallest)
    with_page.add_months()
    both = [with_page, _Groups(_people(entries, (), earlier), smallest)]
    found: set[Sum] = set()
    for women, men, total in possible:
        # With the total, one of them would tell the other.
        if {women, men} <= allowed and _are_added(both, women, men):
            found |= {women, men, total}
        elif total in allowed and _are_added(both, total):
            found.add(total)
    return frozenset(found)


def _are_added(both: Sequence["_Groups"], *sums: Sum) -> bool:
    added = [each.add(*sums) for each in both]
    if all(added):
        return True
    for each in both:
        each.take_back()
    return False


def _kinds(entries: Sequence[Entry]) -> list[str]:
    attended: dict[str, int] = defaultdict(int)
    for each in entries:
        attended[each.kind] += each.attended
    return sorted(attended, key=lambda kind: (-attended[kind], kind))


def _people(
    entries: Iterable[Entry], outside: Iterable[Entry], earlier: Iterable[EarlierHours]
) -> Mapping[_Like, set[int]]:
    before: dict[_Part, set[Any]] = defaultdict(set)
    for number, release in enumerate(earlier):
        for key in _parts(release.entries):
            before[key] |= {(number, each) for each in release.shown if each.has(key.kind, key.part, key.sex)}
    people: dict[_Like, set[int]] = defaultdict(set)
    for where, keys in ((INSIDE, _parts(entries)), (OUTSIDE, _parts(outside)), (FORMER, [*before])):
        for key in keys:
            sums = frozenset(before.pop(key, ()))
            if sums or where != FORMER:
                people[_Like(key.kind, key.part, key.sex, key.month, where, sums)].add(key.person)
    return people


class _Part(NamedTuple):
    person: int
    month: str
    kind: str
    sex: str
    part: str
    minutes: int  # other minutes are another part: their difference is what was corrected


def _parts(entries: Iterable[Entry]) -> Iterator[_Part]:
    for entry in entries:
        for part, minutes in entry.parts():
            yield _Part(entry.person, entry.month, entry.kind, entry.sex, part, minutes)


class _Groups:
    """The parts by the sums that they are in; a sum is added if no group becomes small."""

    NO_SUM = 0

    def __init__(self, people: Mapping[_Like, set[int]], smallest: int) -> None:
        self._people, self._smallest = people, smallest
        self._group = self._before = dict.fromkeys(people, self.NO_SUM)
        self._numbers: dict[tuple[int, Any], int] = {}
        for like in people:
            if like.before:
                self._put(like, like.before)

    def _put(self, like: _Like, added: Any) -> None:
        self._group[like] = self._numbers.setdefault((self._group[like], added), len(self._numbers) + 1)

    def add_months(self) -> None:
        """Add the sums that readers of the project's page see (reporting.hours.totals)."""
        by_month: dict[str, dict[str, list[_Like]]] = defaultdict(lambda: {sex: [] for sex in SEXES})
        for like in self._people:
            if like.part in PARTS_OF["attended"]:
                by_month[like.month][like.sex].append(like)
        for month, by_sex in by_month.items():
            has_sexes = all(map(self._is_none_or_large, by_sex.values()))
            everyone = [like for some in by_sex.values() for like in some]
            if has_sexes or self._is_none_or_large(everyone):
                for like in everyone:
                    self._put(like, ("page", month, like.sex if has_sexes else TOTAL))

    def add(self, *sums: Sum) -> bool:
        """Add the sums until one leaves a small group; return whether all are added."""
        self._before = dict(self._group)
        for each in sums:
            inside = {like for like in self._people if like.where == INSIDE and each.has(*like[:3])}
            if not self._divides_well(inside):
                return False
            for like in inside:
                self._put(like, each)
        return True

    def take_back(self) -> None:
        self._group = self._before

    def _divides_well(self, some: Set[_Like]) -> bool:
        groups: dict[int, tuple[list[_Like], list[_Like]]] = defaultdict(lambda: ([], []))
        for like, group in self._group.items():
            groups[group][like in some].append(like)
        return all(
            self._is_none_or_large(inside)
            and (group == self.NO_SUM or not inside or self._is_none_or_large(rest))
            for group, (rest, inside) in groups.items()
        )

    def _is_none_or_large(self, some: Sequence[_Like]) -> bool:
        people: set[int] = set()
        for like in some:
            people |= self._people[like]
            if len(people) >= self._smallest:
                return True
        return not some
