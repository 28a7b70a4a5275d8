"""Which numbers of a report are hidden."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from reporting.small_cells.places import every_cell, names_in_common
from reporting.small_cells.system import System
from reporting.small_cells.worlds import Effort, another_world, mended_world, plain_world

# First for a cheap world, then for any. What was in order before needs little.
CHEAP, ANY, LITTLE = Effort(thrift=0.3, patience=300), Effort(0.0, 4000), Effort(0.3, 60)


@dataclass(frozen=True)
class Hidden:
    """cells: the (figure, span, column) that a release withholds. worlds: for each small number one in
    which it is another, kept so that later releases need not look for them again."""

    cells: frozenset
    worlds: list


def hidden_cells(document, *, threshold, earlier=(), complementary=True):
    """What a release of the report withholds (`Hidden`).

    earlier: the `Release`s there are. complementary: whether to hide what small numbers follow from.
    Where some number can't be kept by hiding others, the report is withheld whole, zeros and all.
    """
    system = System(document, earlier, threshold)
    small = {cell for cell, number in system.cells.items() if 0 < system.rows[number].value < threshold}
    protection = _Protection(system, threshold)
    worlds = protection.worlds(earlier) if complementary else []
    if protection.has_failed:
        return Hidden(frozenset(every_cell(document)), worlds)
    also = {cell for cell, number in system.cells.items() if number in system.hidden}
    return Hidden(_under_every_name(small | also, document), worlds)


def _under_every_name(cells, document):
    """What the report alone takes for one figure is hidden as one, though other reports tell the two apart."""
    same = names_in_common([document])
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

    def worlds(self, earlier):
        if earlier:
            self._mend(earlier[-1].worlds)
        for terms, value in self._targets():
            if terms not in self.safe:
                world = self._look(another_world, terms, value)
                if world is None:
                    self.has_failed = True
                    break
                self._settle(world, terms)
        return [self.system.named(world.changes) for world in self.found]

    def _mend(self, kept):
        """Begin with the worlds of the last release: they tell most of the earlier numbers apart."""
        targets = dict(self._targets())
        for named in kept:
            changes = self.system.numbered(named)
            if changes is None:
                continue
            beginnings = [each for each in (changes, self.system.mirrored(changes)) if each]
            for terms in [terms for terms in self._told_apart(changes) if terms not in self.safe][:1]:
                world = self._look(mended_world, terms, targets[terms], *beginnings)
                if world:
                    self._settle(world, terms)

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
            moves = () if beginnings else (move for atom, _ in terms for move in self.system.moves(atom))
            if world := plain_world(self.system, terms, is_allowed, moves):
                return world
        for is_allowed in (small, other):
            if world := search(self.system, terms, is_allowed, ANY, *beginnings):
                return world
        return None

    def _settle(self, world, terms):
        for number in world.hidden:
            self.system.hide(number)
        self.found.append(world)
        self.safe.add(terms)
        self.safe.update(self._told_apart(world.changes))

    def _targets(self):
        """The hardest first, in a fixed order: what most is made of, since it needs most hidden."""
        return sorted(self.system.targets.items(), key=lambda target: (-len(target[0]), target[0]))

    def _told_apart(self, changes):
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
