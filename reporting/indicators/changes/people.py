"""People of a figure in two reports: who is counted now, no longer, or in another part, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reporting.indicators.changes.causes import (
    Cause,
    Facts,
    Frame,
    Member,
    cause_of_addition,
    cause_of_move,
    cause_of_removal,
)
from reporting.indicators.enums import PartKind

Pair = tuple[int, int]  # primary keys of one person's participation in the earlier and the later report


class Kind(StrEnum):
    """Kinds of change as stored with a report: their values must not change."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class PersonChange:
    """One person's change in a figure."""

    participation: int  # of the later report, for a removal of the earlier one
    kind: Kind
    cause: str
    part_kind: str = ""  # "" for the figure of the whole project
    before: Member | None = None
    now: Member | None = None


@dataclass(frozen=True)
class Compared:
    """The people of two reports."""

    before: Mapping[int, Member]
    now: Mapping[int, Member]
    # Primary keys of merged records (and of those of an undone merge) -> the key that both reports have in common
    record_of: Mapping[int, int]

    def record(self, key: int) -> int:
        return self.record_of.get(key, key)

    def is_merged(self, key: int) -> bool:
        return key in self.record_of or key in self._merged

    def known(self, key: int) -> Member | None:
        """Return the participation, or one that was merged with it, as the earlier report counted it."""
        if key in self.before:
            return self.before[key]
        same = self._merged.get(self.record(key))
        return self.before[same] if same is not None else None

    @cached_property
    def _merged(self) -> dict[int, int | None]:
        """Return {record: the first of its keys that the earlier report counted}."""
        found: dict[int, int | None] = dict.fromkeys(self.record_of.values())
        for key in sorted(found.keys() & self.before.keys()):
            found[key] = key
        for key, record in sorted(self.record_of.items()):
            if found[record] is None and key in self.before:
                found[record] = key
        return found


@dataclass(frozen=True)
class Difference:
    """The primary keys of a figure that differ between two reports."""

    removed: tuple[int, ...]
    added: tuple[int, ...]
    merged_away: tuple[int, ...]  # counted once now, under the other record
    taken_apart: tuple[int, ...]
    stayed: tuple[Pair, ...]  # only those who are counted in another way


def difference(before: Collection[int], now: Collection[int], compared: Compared) -> Difference:
    old, new = {*before}, {*now}
    gone, come = _by_record(old - new, compared), _by_record(new - old, compared)
    stayed = [(pk, pk) for pk in old & new if compared.before[pk] != compared.now[pk]]
    removed, added, merged_away, taken_apart = [], [], [], []
    for record in {**gone, **come}:
        left, right = gone.get(record, []), come.get(record, [])
        if left and right:
            pairs = _pairs(left, right, compared)
            stayed += pairs
            merged_away += sorted({*left} - {pair[0] for pair in pairs})
            taken_apart += sorted({*right} - {pair[1] for pair in pairs})
        removed += [] if right else left
        added += [] if left else right
    return Difference(
        tuple(removed), tuple(added), tuple(merged_away), tuple(taken_apart), tuple(sorted(stayed))
    )


def _by_record(keys: Iterable[int], compared: Compared) -> dict[int, list[int]]:
    found = defaultdict(list)
    for key in sorted(keys):
        found[compared.record(key)].append(key)
    return found


def _pairs(left: list[int], right: list[int], compared: Compared) -> list[Pair]:
    """Pair the records of one person, those that are counted in the same way first."""
    pairs, open_ = [], [*left]
    for key in right:
        if open_:
            chosen = min(open_, key=lambda pk: (compared.before[pk] != compared.now[key], pk))
            open_.remove(chosen)
            pairs.append((chosen, key))
    return pairs


def changes_of_figure(
    found: Difference, compared: Compared, facts: Mapping[int, Facts], *, when: str, frame: Frame
) -> list[PersonChange]:
    """Return the changes of the figure of the whole project; each person has one."""

    is_merged = compared.is_merged

    def removed(key: int, cause: str) -> PersonChange:
        return PersonChange(key, Kind.REMOVED, cause, before=compared.before[key])

    def added(key: int, cause: str) -> PersonChange:
        return PersonChange(key, Kind.ADDED, cause, now=compared.now[key])

    return [
        *(
            added(key, cause_of_addition(facts[key], when, compared.known(key), is_merged(key), frame))
            for key in found.added
        ),
        *(added(key, Cause.MERGED) for key in found.taken_apart),
        *(
            removed(key, cause_of_removal(facts[key], when, compared.before[key], is_merged(key), frame))
            for key in found.removed
        ),
        *(removed(key, Cause.MERGED) for key in found.merged_away),
        *_moves(found, compared, facts, "", when, frame),
    ]


def moves_between_parts(
    found: Difference,
    compared: Compared,
    facts: Mapping[int, Facts],
    *,
    kind: PartKind,
    when: str,
    frame: Frame,
) -> list[PersonChange]:
    """Return the people who are counted in another part of a kind, or as of the other sex."""
    return _moves(found, compared, facts, kind, when, frame)


def _moves(
    found: Difference, compared: Compared, facts: Mapping[int, Facts], kind: str, when: str, frame: Frame
) -> list[PersonChange]:
    moved = []
    for old, new in found.stayed:
        before, now = compared.before[old], compared.now[new]
        other_part = kind and before.part(kind, when) != now.part(kind, when)
        if before.sex != now.sex or other_part:
            cause = (
                cause_of_move(facts[new], when, kind, before, now, old != new, frame)
                if other_part
                else (Cause.MERGED if old != new else Cause.CORRECTION)
            )
            moved.append(PersonChange(new, Kind.MOVED, cause, kind, before, now))
    return moved
