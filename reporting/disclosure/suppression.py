"""Suppression: the choice of the cells that a release of a report does not show."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.disclosure.alternatives import (
    Alternative,
    IsAllowed,
    SearchBudget,
    find_alternative,
    repair_alternative,
    try_alternatives,
)
from reporting.disclosure.cells import Cell, all_cells, shared_aliases
from reporting.disclosure.constraint_system import ConstraintSystem
from reporting.disclosure.increments import Changes, Terms
from reporting.disclosure.series import Release, ReportSeries, StoredAlternative
from reporting.indicators.document import ReportDocument

# First for a cheap alternative, then for any. An alternative of the last release needs little repair.
CHEAP = SearchBudget(loss_weight=0.3, max_steps=300)
ANY = SearchBudget(loss_weight=0.0, max_steps=4000)
REPAIR = SearchBudget(loss_weight=0.3, max_steps=60)


@dataclass(frozen=True)
class Suppressions:
    cells: frozenset[Cell]
    alternatives: list[StoredAlternative]


def choose_suppressed_cells(
    document: ReportDocument,
    *,
    threshold: int,
    earlier: Sequence[Release] = (),
    complementary: bool = True,
) -> Suppressions:
    """Choose the cells to suppress: all of them if a small number can't be protected in another way."""
    # complementary=False suppresses the small numbers alone, to show in tests that this is no protection.
    system = ConstraintSystem.of(ReportSeries.of(document, earlier), threshold)
    small = {
        cell for cell, number in system.cells.items() if 0 < system.constraints[number].value < threshold
    }
    protection = _Protection(system, threshold)
    if complementary:
        protection.run(earlier)
    if protection.has_failed:
        return Suppressions(all_cells(document), protection.stored_alternatives())
    system = protection.system
    suppressed = {cell for cell, number in system.cells.items() if number in system.suppressed}
    cells = _with_aliases(frozenset(small | suppressed), document)
    return Suppressions(cells, protection.stored_alternatives())


def _with_aliases(cells: frozenset[Cell], document: ReportDocument) -> frozenset[Cell]:
    # Suppress a figure under its first code too, if this report, taken alone, prints it under two.
    # The series keeps the two codes apart if an earlier report has different counts for them.
    aliases = shared_aliases([document])
    return cells | {
        cell._replace(figure=cell.figure._replace(code=aliases.get(cell.figure.code, cell.figure.code)))
        for cell in cells
        if cell.figure.part is None
    }


class _Protection:
    """Suppresses constraints until there is an alternative for each target."""

    def __init__(self, system: ConstraintSystem, threshold: int) -> None:
        self.system, self.threshold = system, threshold
        self.protected: set[Terms] = set()
        self.found: list[Alternative] = []
        self.has_failed = False
        self.targets_of: defaultdict[int, list[tuple[Terms, int]]] = defaultdict(list)
        for target in system.targets:
            for increment, sign in target:
                self.targets_of[increment].append((target, sign))

    def run(self, earlier: Sequence[Release]) -> None:
        if earlier:
            self._reuse_previous(earlier[-1].alternatives)
        for target in self._targets():
            if target not in self.protected:
                alternative = self._find(target)
                if alternative is None:
                    self.has_failed = True
                    break
                self._accept(alternative, target)

    def stored_alternatives(self) -> list[StoredAlternative]:
        return [self.system.table.to_stored(alternative.changes) for alternative in self.found]

    def _targets(self) -> list[Terms]:
        # Longest first: they require most suppression. The order is deterministic.
        return sorted(self.system.targets, key=lambda target: (-len(target), target))

    def _reuse_previous(self, previous: Iterable[StoredAlternative]) -> None:
        # The alternatives of the last release protect most of the earlier numbers.
        for stored in previous:
            changes = self.system.table.from_stored(stored)
            if changes is None:
                continue
            starts = [each for each in (changes, self.system.with_offset_in_latest(changes)) if each]
            unprotected = [each for each in self._targets_protected_by(changes) if each not in self.protected]
            for target in unprotected[:1]:
                alternative = self._repair(target, starts)
                if alternative:
                    self._accept(alternative, target)

    def _repair(self, target: Terms, starts: Sequence[Changes]) -> Alternative | None:
        for budget in (REPAIR, ANY):
            for is_allowed in self._allowed_changes(target):
                found = repair_alternative(self.system, target, is_allowed, budget, starts)
                if found:
                    return found
        return None

    def _find(self, target: Terms) -> Alternative | None:
        for is_allowed in self._allowed_changes(target):
            found = find_alternative(self.system, target, is_allowed, CHEAP)
            if found:
                return found
            candidates = (each for term in target for each in self.system.transfer_candidates(term.increment))
            found = try_alternatives(self.system, target, is_allowed, candidates)
            if found:
                return found
        for is_allowed in self._allowed_changes(target):
            found = find_alternative(self.system, target, is_allowed, ANY)
            if found:
                return found
        return None

    def _allowed_changes(self, target: Terms) -> tuple[IsAllowed, IsAllowed]:
        """Return two tests of a change: to another small number, and to any other number."""
        value = self.system.targets[target]

        def to_small(change: int) -> bool:
            return change != 0 and 0 < value + change < self.threshold

        def to_any(change: int) -> bool:
            return change != 0 and value + change >= 0

        return to_small, to_any

    def _accept(self, alternative: Alternative, target: Terms) -> None:
        self.system = self.system.with_suppressed(alternative.suppressed)
        self.found.append(alternative)
        self.protected.add(target)
        self.protected.update(self._targets_protected_by(alternative.changes))

    def _targets_protected_by(self, changes: Changes) -> list[Terms]:
        """Return the targets that are another small number after these changes."""
        changed: Counter[Terms] = Counter()
        for increment, change in changes.items():
            for target, sign in self.targets_of[increment]:
                changed[target] += sign * change
        return [
            target
            for target, change in changed.items()
            if change and 0 < self.system.targets[target] + change < self.threshold
        ]
