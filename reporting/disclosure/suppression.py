"""Suppression: the choice of the cells that a release of a report does not show."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.disclosure.alternatives import (
    Alternative,
    IsAllowed,
    SearchBudget,
    find_alternative,
    repair_alternative,
    try_alternatives,
)
from reporting.disclosure.cells import Cell, Figure, all_cells, shared_aliases
from reporting.disclosure.constraint_system import ConstraintSystem
from reporting.disclosure.increments import Changes, Increment, Terms
from reporting.disclosure.published import ALL_PARTICIPANTS, information_loss
from reporting.disclosure.rules import GROUPS, Block, DisclosureRules, blocks_of, blocks_of_figure
from reporting.disclosure.series import Release, ReportSeries, StoredAlternative, suppressed_cells_of
from reporting.indicators.document import ReportDocument

# First for a cheap alternative, then for any. An alternative of the last release needs little repair.
CHEAP = SearchBudget(loss_weight=0.3, max_steps=300)
ANY = SearchBudget(loss_weight=0.0, max_steps=4000)
REPAIR = SearchBudget(loss_weight=0.3, max_steps=60)
# To see which blocks to withhold: many are tried.
TRIAL = SearchBudget(loss_weight=0.0, max_steps=200)


@dataclass(frozen=True)
class Suppressions:
    cells: frozenset[Cell]
    withheld: tuple[Block, ...]
    alternatives: list[StoredAlternative]


def choose_suppressed_cells(
    document: ReportDocument,
    *,
    rules: DisclosureRules,
    earlier: Sequence[Release] = (),
    wider: Release | None = None,
    complementary: bool = True,
) -> Suppressions:
    """Choose the cells to suppress: whole blocks if a small number can't be protected in another way.

    wider: the release for an audience that sees more. What it suppresses is suppressed here too, so that
    readers of both learn nothing from this one.
    """
    # complementary=False suppresses the small numbers alone, to show in tests that this is no protection.
    protection = _Protection(ReportSeries.of(document, earlier), rules, wider)
    if complementary:
        protection.run(earlier)
    cells = _with_aliases(protection.suppressed_cells() | protection.withheld_cells(), document)
    return Suppressions(cells, protection.withheld, protection.stored_alternatives())


def _with_aliases(cells: frozenset[Cell], document: ReportDocument) -> frozenset[Cell]:
    # Suppress a figure under its first code too, if this report, taken alone, prints it under two.
    # The series keeps the two codes apart if an earlier report has different counts for them.
    aliases = shared_aliases([document])
    return cells | {
        cell._replace(figure=cell.figure._replace(code=aliases.get(cell.figure.code, cell.figure.code)))
        for cell in cells
        if cell.figure.part is None
    }


# The increments of a target and their signs. Their numbers depend on the blocks that are withheld.
TargetKey = frozenset[tuple[Increment, int]]


def _key(system: ConstraintSystem, target: Terms) -> TargetKey:
    return frozenset((system.table.increments[term.increment], term.sign) for term in target)


def _by_key(system: ConstraintSystem, keys: Iterable[TargetKey]) -> dict[TargetKey, Terms]:
    """Return the system's target of each key. Those that differ by zeros that it shows have the same one."""
    targets = {_key(system, target): target for target in system.targets}
    increments = set(system.table.increments)
    known = ((key, frozenset(each for each in key if each[0] in increments)) for key in keys)
    return {key: targets[reduced] for key, reduced in known if reduced in targets}


def _figures(keys: Iterable[TargetKey]) -> list[Figure]:
    return sorted({increment.figure for key in keys for increment, _ in key}, key=str)


def _without_repetition(blocks: Iterable[Block]) -> tuple[Block, ...]:
    # A group includes the blocks of its figures.
    found = dict.fromkeys(blocks)
    return tuple(block for block in found if block in GROUPS or Block(block.group) not in found)


class _Protection:
    """Suppresses constraints, and withholds blocks, until there is an alternative for each target.

    A target is given up if it follows from what is always shown: nothing can be suppressed to protect it.
    """

    def __init__(self, series: ReportSeries, rules: DisclosureRules, wider: Release | None) -> None:
        self.series, self.rules = series, rules
        self.cells_of_wider = suppressed_cells_of(wider, series.aliases) if wider else frozenset[Cell]()
        self.found: list[Alternative] = []
        self.given_up: set[TargetKey] = set()  # keys of targets with every block withheld
        self._systems: dict[frozenset[Block], ConstraintSystem] = {}  # by the blocks that each withholds
        self._start(tuple(map(Block.from_stored, wider.shown.withheld)) if wider else ())

    def run(self, earlier: Sequence[Release]) -> None:
        if earlier:
            self._reuse_previous(earlier[-1].alternatives)
        waiting = deque(self._targets())
        while waiting:
            target = waiting.popleft()
            if target in self.protected or target in self.followed:
                continue
            alternative = self._find(self.system, target)
            if alternative:
                self._accept(alternative, target)
            elif self._withhold_for(target):
                waiting = deque(self._targets())

    def suppressed_cells(self) -> frozenset[Cell]:
        return self.cells_of_wider | frozenset(
            cell
            for cell, number in self.system.cells.items()
            if number in self.system.suppressed
            or self.rules.is_small(cell.figure, self.system.constraints[number].value)
        )

    def withheld_cells(self) -> frozenset[Cell]:
        # Except the cells that are always shown, and those with the same persons as a cell that is shown.
        suppressed = self.suppressed_cells()
        shown = {
            number
            for cell, number in self.system.cells.items()
            if cell not in suppressed and (self._is_always_shown(cell) or not self._is_withheld(cell))
        }
        return frozenset(
            cell
            for cell in all_cells(self.series.documents[-1], self.series.aliases)
            if self._is_withheld(cell) and self.system.cells.get(cell) not in shown
        )

    def stored_alternatives(self) -> list[StoredAlternative]:
        return [self.system.table.to_stored(alternative.changes) for alternative in self.found]

    def _start(self, withheld: tuple[Block, ...]) -> None:
        # The increments and constraints are numbered by the blocks that are withheld.
        stored = self.stored_alternatives() if self.found else []
        self.system = self._system_withholding(withheld)
        self.withheld = withheld
        self.targets_of: defaultdict[int, list[tuple[Terms, int]]] = defaultdict(list)
        for target in self.system.targets:
            for increment, sign in target:
                self.targets_of[increment].append((target, sign))
        self.protected: set[Terms] = set()
        all_changes = filter(None, map(self.system.table.from_stored, stored))
        self.found = [Alternative(changes, frozenset(), 0.0) for changes in all_changes]
        for alternative in self.found:
            self.protected.update(self._targets_protected_by(alternative.changes))
        self._find_followed()

    def _find_followed(self) -> None:
        # The targets that are given up in all that they can be with more blocks withheld.
        keys_of = self._keys_of_targets() if self.given_up else {}
        self.followed = {target for target, keys in keys_of.items() if self.given_up.issuperset(keys)}

    def _keys_of_targets(self) -> dict[Terms, list[TargetKey]]:
        widest = self._system_withholding(GROUPS)
        keys_of: defaultdict[Terms, list[TargetKey]] = defaultdict(list)
        for key, target in _by_key(self.system, [_key(widest, each) for each in widest.targets]).items():
            keys_of[target].append(key)
        return keys_of

    def _system_withholding(self, blocks: Iterable[Block]) -> ConstraintSystem:
        suppressed = self.suppressed_cells() if self.found else self.cells_of_wider
        withheld = frozenset(blocks)
        if withheld not in self._systems:  # the blocks of one target after the other are tried
            self._systems[withheld] = ConstraintSystem.of(self.series.withholding(withheld), self.rules)
        system = self._systems[withheld]
        numbers = {number for cell, number in system.cells.items() if cell in suppressed}
        return system.with_suppressed(
            number for number in numbers if system.constraints[number].loss is not None
        )

    def _is_withheld(self, cell: Cell) -> bool:
        return any(block in self.withheld for block in blocks_of(cell))

    def _is_always_shown(self, cell: Cell) -> bool:
        value = self.system.constraints[self.system.cells[cell]].value
        return self.rules.always_shows(cell, value, self.series.target_figures)

    def _withhold_for(self, target: Terms) -> bool:
        """Withhold as few blocks as protect the target; give up what not even all of them protect."""
        # A number of women that is also the total becomes another target when the zero men are withheld.
        keys = [key for key in self._keys_of_targets()[target] if key not in self.given_up]
        protected = [key for key in keys if self._protects(GROUPS, [key], ANY)]
        # The search may have missed an alternative: what is given up is not printed all the same.
        withheld = self._fewest_blocks(protected) if protected else self._with_own_blocks(keys)
        is_new = withheld != self.withheld
        self.given_up.update(key for key in keys if not is_new or key not in protected)
        if is_new:
            self._start(withheld)
        else:
            self._find_followed()
        return is_new

    def _with_own_blocks(self, keys: list[TargetKey]) -> tuple[Block, ...]:
        blocks = (block for figure in _figures(keys) for block in blocks_of_figure(figure))
        return _without_repetition([*self.withheld, *blocks])

    def _fewest_blocks(self, keys: list[TargetKey]) -> tuple[Block, ...]:
        """Return the blocks withheld so far and those that protect these targets, in the order of giving up."""
        withheld = list(self.withheld)
        for blocks in self._withheld_next(_figures(keys)):
            withheld += [block for block in blocks if block not in withheld]
            if self._protects(withheld, keys):
                break
        # Take back what is not needed, the most important first.
        for block in reversed(withheld[len(self.withheld) :]):
            fewer = [other for other in withheld if other != block]
            if self._protects(fewer, keys):
                withheld = fewer
        return _without_repetition(withheld)

    def _withheld_next(self, figures: Iterable[Figure]) -> Iterator[list[Block]]:
        """Yield the blocks to withhold in turn: of the figures, then of each group, participants last."""
        for figure in figures:
            yield from ([block] for block in blocks_of_figure(figure))
        of_groups = self._blocks_by_group()
        for group in GROUPS:
            yield [block for block in of_groups[group] if block.code not in ALL_PARTICIPANTS]
            yield of_groups[group]
            yield [group]

    def _blocks_by_group(self) -> dict[Block, list[Block]]:
        # The least important figures first, as the suppression of their cells costs least.
        losses: defaultdict[tuple[Block, Block], float] = defaultdict(float)
        for cell, number in self.system.cells.items():
            losses[blocks_of(cell)] += information_loss(cell, max(self.system.constraints[number].value, 1))
        ordered = sorted(losses, key=lambda blocks: (losses[blocks], blocks))
        return {group: [block for block, of in ordered if of == group] for group in GROUPS}

    def _protects(
        self, withheld: Iterable[Block], keys: list[TargetKey], budget: SearchBudget = TRIAL
    ) -> bool:
        system = self._system_withholding(withheld)
        return all(
            any(
                find_alternative(system, target, is_allowed, budget)
                for is_allowed in self._allowed_changes(system, target)
            )
            for target in set(_by_key(system, keys).values())
        )

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
            for is_allowed in self._allowed_changes(self.system, target):
                found = repair_alternative(self.system, target, is_allowed, budget, starts)
                if found:
                    return found
        return None

    def _find(self, system: ConstraintSystem, target: Terms) -> Alternative | None:
        for is_allowed in self._allowed_changes(system, target):
            found = find_alternative(system, target, is_allowed, CHEAP)
            if found:
                return found
            candidates = (each for term in target for each in system.transfer_candidates(term.increment))
            found = try_alternatives(system, target, is_allowed, candidates)
            if found:
                return found
        for is_allowed in self._allowed_changes(system, target):
            found = find_alternative(system, target, is_allowed, ANY)
            if found:
                return found
        return None

    def _allowed_changes(self, system: ConstraintSystem, target: Terms) -> tuple[IsAllowed, IsAllowed]:
        """Return two tests of a change: to another small number, and to any other number."""
        value, smallest = system.targets[target], self._smallest_of(system, target)

        def to_small(change: int) -> bool:
            return change != 0 and 0 < value + change < smallest

        def to_any(change: int) -> bool:
            return change != 0 and value + change >= 0

        return to_small, to_any

    def _smallest_of(self, system: ConstraintSystem, target: Terms) -> int:
        return self.rules.smallest_of(system.table.increments[target[0].increment].figure)

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
            if change and 0 < self.system.targets[target] + change < self._smallest_of(self.system, target)
        ]
