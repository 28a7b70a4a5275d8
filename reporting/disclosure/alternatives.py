"""Alternatives: the search for other numbers that an outsider can't tell from the true ones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from reporting.disclosure.constraint_system import ConstraintSystem
from reporting.disclosure.increments import Changes, Terms

COST_OF_CHANGE = 0.05  # of each changed increment: simple alternatives first

IsAllowed = Callable[[int], bool]  # may the target change by this much?


@dataclass(frozen=True)
class SearchBudget:
    loss_weight: float  # of the loss against the number of changes; 0 is quicker and suppresses more
    max_steps: int


@dataclass(frozen=True)
class Alternative:
    changes: Changes
    suppressed: frozenset[int]  # the constraints that it needs suppressed
    loss: float  # of suppressing them


def find_alternative(
    system: ConstraintSystem, target: Terms, is_allowed: IsAllowed, budget: SearchBudget
) -> Alternative | None:
    """Return the cheapest alternative found within the budget in which the target's sum changes."""
    # Change one of the target's increments by one; run() then repairs what this breaks.
    starts = [
        {increment: change} for increment, sign in target for change in (1, -1) if is_allowed(sign * change)
    ]
    return _Search(system, target, is_allowed).run(starts, budget)


def repair_alternative(
    system: ConstraintSystem,
    target: Terms,
    is_allowed: IsAllowed,
    budget: SearchBudget,
    starts: Iterable[Changes],
) -> Alternative | None:
    """Like find_alternative, but start from alternatives that were valid before the latest report."""
    return _Search(system, target, is_allowed).run(starts, budget)


def try_alternatives(
    system: ConstraintSystem, target: Terms, is_allowed: IsAllowed, candidates: Iterable[Changes]
) -> Alternative | None:
    """Return the cheapest candidate that needs no other repair than suppression."""
    search, best = _Search(system, target, is_allowed), None
    for changes in candidates:
        alternative = search.by_suppression(changes)
        if alternative and (best is None or alternative.loss < best.loss):
            best = alternative
    return best


class _Candidate(NamedTuple):
    cost: float  # the cheapest is looked at first
    order: int  # of entry, so that equal costs never compare the rest
    loss: float
    changes: Changes
    sums: dict[int, int]  # {number of a constraint: how much the changes change it by}
    suppressed: frozenset[int]


class _Search:
    def __init__(self, system: ConstraintSystem, target: Terms, is_allowed: IsAllowed) -> None:
        self.constraints, self.occurrences = system.constraints, system.occurrences
        self.increments = system.table.increments
        self.target, self.is_allowed = target, is_allowed
        self.loss_weight = 0.0
        self.queue: list[_Candidate] = []
        self.order = count()
        self.seen: set[tuple[frozenset[tuple[int, int]], frozenset[int]]] = set()

    def run(self, starts: Iterable[Changes], budget: SearchBudget) -> Alternative | None:
        self.loss_weight = budget.loss_weight
        for changes in starts:
            if self._are_possible(changes):
                self._push(changes, self._sums(changes), frozenset(), 0.0)
        for _ in range(budget.max_steps):
            if not self.queue:
                return None
            candidate = heappop(self.queue)
            broken = self._first_to_repair(candidate)
            if broken is not None:
                self._repair(broken, candidate)
            elif self.is_allowed(self._change_of_target(candidate.changes)):
                return Alternative(candidate.changes, candidate.suppressed, candidate.loss)
        return None

    def by_suppression(self, changes: Changes) -> Alternative | None:
        if not self._are_possible(changes):
            return None
        suppressed = set()
        for number, change in self._sums(changes).items():
            constraint = self.constraints[number]
            if constraint.allows(change):
                continue
            if constraint.loss_if_suppressed(change) is None:
                return None
            suppressed.add(number)
        if not self.is_allowed(self._change_of_target(changes)):
            return None
        loss = sum(self.constraints[number].loss or 0.0 for number in suppressed)
        return Alternative(changes, frozenset(suppressed), loss)

    def _change_of_target(self, changes: Changes) -> int:
        return sum(sign * changes.get(increment, 0) for increment, sign in self.target)

    def _first_to_repair(self, candidate: _Candidate) -> int | None:
        # One that can't be suppressed comes first, otherwise the one with the largest loss.
        worst, worst_loss = None, -1.0
        for number, change in candidate.sums.items():
            if self._holds(number, change, candidate.suppressed):
                continue
            loss = self.constraints[number].loss
            if loss is None:
                return number
            if loss > worst_loss:
                worst, worst_loss = number, loss
        return worst

    def _holds(self, number: int, change: int, suppressed: frozenset[int]) -> bool:
        constraint = self.constraints[number]
        if number in suppressed:
            return constraint.allows_when_suppressed(change)
        return constraint.allows(change)

    def _repair(self, number: int, candidate: _Candidate) -> None:
        # One candidate for each increment that moves the sum towards its range, and one that suppresses it.
        constraint, change = self.constraints[number], candidate.sums[number]
        is_suppressed = number in candidate.suppressed
        direction = -1 if not is_suppressed and change > constraint.max_change else 1
        for increment, sign in constraint.terms:
            if increment not in candidate.changes:
                self._push_with_change(candidate, increment, direction * sign)
        loss = None if is_suppressed else constraint.loss_if_suppressed(change)
        if loss is not None:
            suppressed = candidate.suppressed | {number}
            self._push(candidate.changes, candidate.sums, suppressed, candidate.loss + loss)

    def _push_with_change(self, candidate: _Candidate, increment: int, change: int) -> None:
        if self._can_change(increment, change):
            sums = dict(candidate.sums)
            self._add_to(sums, increment, change)
            changes = {**candidate.changes, increment: change}
            self._push(changes, sums, candidate.suppressed, candidate.loss)

    def _are_possible(self, changes: Changes) -> bool:
        return all(self._can_change(increment, change) for increment, change in changes.items())

    def _can_change(self, number: int, change: int) -> bool:
        # Without a correction no count falls; with one, a constraint keeps the count from being negative.
        increment = self.increments[number]
        return increment.may_fall or increment.value + change >= 0

    def _sums(self, changes: Changes) -> dict[int, int]:
        sums: dict[int, int] = {}
        for increment, change in changes.items():
            self._add_to(sums, increment, change)
        return sums

    def _add_to(self, sums: dict[int, int], increment: int, change: int) -> None:
        for number, sign in self.occurrences[increment]:
            sums[number] = sums.get(number, 0) + sign * change

    def _push(self, changes: Changes, sums: dict[int, int], suppressed: frozenset[int], loss: float) -> None:
        key = frozenset(changes.items()), suppressed
        if key not in self.seen:
            self.seen.add(key)
            cost = self.loss_weight * loss + COST_OF_CHANGE * len(changes)
            heappush(self.queue, _Candidate(cost, next(self.order), loss, changes, sums, suppressed))
