"""The search for another world that looks the same from outside.

A number that must stay unknown is safe once there is a second world in which it is another small
number, while everything printed reads the same and every relation holds: whoever sees only what is
printed can't tell the two apart, by whatever arithmetic. Such a world is found by changing one atom
by one and repairing what that breaks, atom by atom, or hiding what would show it.
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

EACH_STEP = 0.05  # what a changed atom costs: simple worlds first


@dataclass(frozen=True)
class SearchBudget:
    """How to look. loss_weight: how much it counts what has to be hidden, beside how little is changed; with
    0 a world is found sooner, and hides more. max_steps: how many tries."""

    loss_weight: float
    max_steps: int


@dataclass(frozen=True)
class Alternative:
    """changes: {atom: +1 or -1}; hidden: the rows that have to be hidden for it; loss: what that costs."""

    changes: dict
    hidden: frozenset
    loss: float


def find_alternative(system, terms, is_allowed, effort):
    """The cheapest `Alternative` found in which the sum of `terms` is another; None when there is none, or
    none within the `effort`.

    is_allowed: whether the sum may change by so much.
    """
    search = _Search(system, terms, is_allowed, effort)
    for atom, sign in terms:
        for change in (1, -1):
            if is_allowed(sign * change):
                search.begin({atom: change})
    return search.run()


def repair_alternative(system, terms, is_allowed, effort, *beginnings):
    """Like `find_alternative`, from worlds (as {atom: change}) that have been in order before there was
    another report."""
    search = _Search(system, terms, is_allowed, effort)
    for changes in beginnings:
        search.begin(changes)
    return search.run()


def try_alternatives(system, terms, is_allowed, beginnings):
    """The cheapest of some worlds that are in order once what they change is hidden; None when none is."""
    search, best = _Search(system, terms, is_allowed, effort=None), None
    for changes in beginnings:
        world = search.as_it_is(changes)
        if world and (best is None or world.loss < best.loss):
            best = world
    return best


class _Search:
    def __init__(self, system, terms, is_allowed, effort):
        self.rows, self.touching, self.atoms = system.rows, system.touching, system.atoms
        self.terms, self.is_allowed, self.effort = terms, is_allowed, effort
        self.queue, self.order, self.seen = [], count(), set()

    def begin(self, changes):
        if all(self._is_somebody(atom, change) for atom, change in changes.items()):
            sums = {}
            for atom, change in changes.items():
                self._add(sums, atom, change)
            self._push(changes, sums, frozenset(), 0.0)

    def as_it_is(self, changes):
        """The world with these changes and whatever has to be hidden for them, if that is enough."""
        if not all(self._is_somebody(atom, change) for atom, change in changes.items()):
            return None
        sums, hidden = {}, set()
        for atom, change in changes.items():
            self._add(sums, atom, change)
        for number, change in sums.items():
            if self._is_kept(number, change, hidden):
                continue
            if not self._can_hide(number, change):
                return None
            hidden.add(number)
        if not self.is_allowed(self._change_of_the_number(changes)):
            return None
        return Alternative(changes, frozenset(hidden), sum(self.rows[number].loss for number in hidden))

    def _change_of_the_number(self, changes):
        return sum(sign * changes.get(atom, 0) for atom, sign in self.terms)

    def _can_hide(self, number, change):
        row = self.rows[number]
        return row.loss is not None and row.low == row.high == 0 and row.value + change >= row.least

    def run(self):
        for _ in range(self.effort.max_steps):
            if not self.queue:
                return None
            _, _, loss, changes, sums, hidden = heappop(self.queue)
            broken = self._broken(sums, hidden)
            if broken is None:
                if self.is_allowed(self._change_of_the_number(changes)):
                    return Alternative(changes, hidden, loss)
                continue
            self._repair(broken, changes, sums, hidden, loss)
        return None

    def _broken(self, sums, hidden):
        """The row to repair first: what can't be hidden before what can, the dearest before the cheap."""
        worst, worst_loss = None, -1.0
        for number, change in sums.items():
            if self._is_kept(number, change, hidden):
                continue
            loss = self.rows[number].loss
            if loss is None:
                return number
            if loss > worst_loss:
                worst, worst_loss = number, loss
        return worst

    def _is_kept(self, number, change, hidden):
        row = self.rows[number]
        if number in hidden:
            return row.value + change >= row.least
        return row.low <= change <= row.high

    def _repair(self, number, changes, sums, hidden, loss):
        row, change = self.rows[number], sums[number]
        if number in hidden or change < row.low or change > row.high:
            down = number not in hidden and change > row.high
            for atom, sign in row.terms:
                if atom not in changes:
                    self._try(changes, sums, hidden, loss, atom, -sign if down else sign)
        if number not in hidden and self._can_hide(number, change):
            self._push(changes, sums, hidden | {number}, loss + row.loss)

    def _try(self, changes, sums, hidden, loss, atom, change):
        if self._is_somebody(atom, change):
            sums = dict(sums)
            self._add(sums, atom, change)
            self._push({**changes, atom: change}, sums, hidden, loss)

    def _is_somebody(self, atom, change):
        """Whether no fewer than nobody are left by the change."""
        value = self.atoms[atom]
        return value + change >= min(0, value)

    def _add(self, sums, atom, change):
        for number, sign in self.touching[atom]:
            sums[number] = sums.get(number, 0) + sign * change

    def _push(self, changes, sums, hidden, loss):
        key = frozenset(changes.items()), hidden
        if key not in self.seen:
            self.seen.add(key)
            urgency = self.effort.loss_weight * loss + EACH_STEP * len(changes)
            heappush(self.queue, (urgency, next(self.order), loss, changes, sums, hidden))
