"""Which numbers of a report are hidden."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from reporting.disclosure.alternatives import (
    SearchBudget,
    find_alternative,
    repair_alternative,
    try_alternatives,
)
from reporting.disclosure.cells import all_cells, shared_aliases
from reporting.disclosure.constraint_system import ConstraintSystem

# First for a cheap world, then for any. What was in order before needs little.
CHEAP, ANY, LITTLE = (
    SearchBudget(loss_weight=0.3, max_steps=300),
    SearchBudget(0.0, 4000),
    SearchBudget(0.3, 60),
)


@dataclass(frozen=True)
class Hidden:
    """cells: the (figure, span, column) that a release withholds. worlds: for each small number one in
    which it is another, kept so that later releases need not look for them again."""

    cells: frozenset
    alternatives: list


def choose_suppressed_cells(document, *, threshold, earlier=(), complementary=True):
    """What a release of the report withholds (`Hidden`).

    earlier: the `Release`s there are. complementary: whether to hide what small numbers follow from.
    Where some number can't be kept by hiding others, the report is withheld whole, zeros and all.
    """
    system = ConstraintSystem(document, earlier, threshold)
    small = {cell for cell, number in system.cells.items() if 0 < system.rows[number].value < threshold}
    protection = _Protection(system, threshold)
    worlds = protection.alternatives(earlier) if complementary else []
    if protection.has_failed:
        return Hidden(frozenset(all_cells(document)), worlds)
    also = {cell for cell, number in system.cells.items() if number in system.hidden}
    return Hidden(_under_every_name(small | also, document), worlds)


def _under_every_name(cells, document):
    """What the report alone takes for one figure is hidden as one, though other reports tell the two apart."""
    same = shared_aliases([document])
    first = {((kind, same.get(code, code), *rest), *cell) for (kind, code, *rest), *cell in cells}
    return frozenset(cells | first)


class _Protection:
    """Hides rows until each small number has a world in which it is another."""

    def __init__(self, system, threshold):
        self.system, self.threshold = system, threshold
        self.safe, self.found, self.has_failed = set(), [], False
        self.touching = defaultdict(list)  # atom: (target, sign)
        for terms in system.targets:
            for atom, sign in terms:
                self.touching[atom].append((terms, sign))

    def alternatives(self, earlier):
        if earlier:
            self._reuse_previous(earlier[-1].alternatives)
        for terms, value in self._targets():
            if terms not in self.safe:
                world = self._look(find_alternative, terms, value)
                if world is None:
                    self.has_failed = True
                    break
                self._accept(world, terms)
        return [self.system.named(world.changes) for world in self.found]

    def _reuse_previous(self, kept):
        """Begin with the worlds of the last release: they tell most of the earlier numbers apart."""
        targets = dict(self._targets())
        for named in kept:
            changes = self.system.numbered(named)
            if changes is None:
                continue
            beginnings = [each for each in (changes, self.system.with_offset_in_latest(changes)) if each]
            for terms in [terms for terms in self._targets_protected_by(changes) if terms not in self.safe][
                :1
            ]:
                world = self._look(repair_alternative, terms, targets[terms], *beginnings)
                if world:
                    self._accept(world, terms)

    def _look(self, search, terms, value, *beginnings):
        """A world in which the number is another small one, or else at least another one."""

        def small(change):
            return change and 0 < value + change < self.threshold

        def other(change):
            return change and value + change >= 0

        first = LITTLE if beginnings else CHEAP
        for is_allowed in (small, other):
            if world := search(self.system, terms, is_allowed, first, *beginnings):
                return world
            transfer_candidates = (
                ()
                if beginnings
                else (move for atom, _ in terms for move in self.system.transfer_candidates(atom))
            )
            if world := try_alternatives(self.system, terms, is_allowed, transfer_candidates):
                return world
        for is_allowed in (small, other):
            if world := search(self.system, terms, is_allowed, ANY, *beginnings):
                return world
        return None

    def _accept(self, world, terms):
        for number in world.hidden:
            self.system.hide(number)
        self.found.append(world)
        self.safe.add(terms)
        self.safe.update(self._targets_protected_by(world.changes))

    def _targets(self):
        """The hardest first, in a fixed order: what most is made of, since it needs most hidden."""
        return sorted(self.system.targets.items(), key=lambda target: (-len(target[0]), target[0]))

    def _targets_protected_by(self, changes):
        """The targets that are another small number in a world."""
        moved = Counter()
        for atom, change in changes.items():
            for terms, sign in self.touching[atom]:
                moved[terms] += sign * change
        return [
            terms
            for terms, change in moved.items()
            if change and 0 < self.system.targets[terms] + change < self.threshold
        ]
