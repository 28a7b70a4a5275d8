"""Differences of two sets of rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import Any, NamedTuple

from reporting.statistics.monthly.content import Row, in_order
from reporting.statistics.monthly.facts import Fact


class Difference(NamedTuple):
    """A row that differs; `before` is None for one that was added, `after` for one that is gone."""

    before: Row | None
    after: Row | None

    @property
    def fields(self) -> list[str]:
        if self.before is None or self.after is None:
            return []
        return [name for name in Row._fields[1:] if getattr(self.before, name) != getattr(self.after, name)]


def are_alike(before: Iterable[Row], after: Iterable[Row], facts: Iterable[str] = ()) -> bool:
    """Return whether both make the same file; `facts`: those that it has."""
    before, after = _compared(before, after, facts)
    return Counter(row.written for row in before) == Counter(row.written for row in after)


def differences(
    before: Iterable[Row],
    after: Iterable[Row],
    record_of: Callable[[int], int] = lambda key: key,
    *,
    facts: Iterable[str] = (),
) -> list[Difference]:
    """Return the differences by record; `record_of` names the record into which one was merged."""
    before, after = _compared(before, after, facts)
    gone, added = _without_equal(before, after)
    keys = dict.fromkeys(record_of(row.key) for row in (*gone, *added))
    old, new = _by_record(gone, record_of), _by_record(added, record_of)
    return [Difference(*pair) for key in keys for pair in zip_longest(old[key], new[key])]


def _compared(
    before: Iterable[Row], after: Iterable[Row], facts: Iterable[str]
) -> tuple[list[Row], list[Row]]:
    """Return the rows with the facts only that the file has, and that both sides state."""
    before, after = list(before), list(after)
    stated = [name for name in facts if all(getattr(row, name) is not None for row in (*before, *after))]
    left: dict[str, Any] = {name: None for name in Fact.values if name not in stated}
    return [row._replace(**left) for row in before], [row._replace(**left) for row in after]


def _without_equal(before: Iterable[Row], after: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    old, new = in_order(before), in_order(after)
    equal = Counter(row.written for row in old) & Counter(row.written for row in new)
    return _left(old, equal.copy()), _left(new, equal.copy())


def _left(rows: list[Row], equal: Counter[Row]) -> list[Row]:
    found = []
    for row in rows:
        if equal[row.written]:
            equal[row.written] -= 1
        else:
            found.append(row)
    return found


def _by_record(rows: Iterable[Row], record_of: Callable[[int], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[record_of(row.key)].append(row)
    return found
