"""The numbers of a project's reports as one system, in which a hidden number must not be determined.

Each figure is read at two moments of every report: before its period and at its end. What comes
between two readings, by sex, is an *atom*; whatever a report prints is a sum of atoms. A *row* is a
sum of atoms that may change only so much in a world that looks the same from outside: a printed
number not at all, a relation between figures as far as it still holds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, pairwise

from reporting.disclosure.cells import (
    COLUMNS,
    SEXES,
    CellIndex,
    all_cells,
    loss,
    shared_aliases,
    suppressed_cells,
)
from reporting.disclosure.relations import CAME, CARRY_OVER, LEFT_AGAIN, NESTED, Relations

BEFORE, AT_END = 0, 1
ENDLESS = 10**9


@dataclass
class Row:
    """terms: (atom, sign) pairs; value: their sum. low, high: how far the sum may change. loss: what
    hiding it costs, None where that can't be done. cells: what prints it, is_new: in the report to be.
    least: the smallest that a hidden one is taken for."""

    terms: tuple
    value: int
    low: int = 0
    high: int = 0
    loss: float | None = None
    cells: list = field(default_factory=list)
    is_new: bool = False
    least: int = 0


@dataclass(frozen=True)
class Step:
    """What a figure gained up to a reading. atom: None for nothing, which is nothing in every world."""

    reading: tuple
    atom: int | None
    gain: int


class ConstraintSystem:
    """All reports of a project: those released, with their releases, and last the one to be."""

    def __init__(self, document, earlier, threshold):
        documents = [*(release.document for release in earlier), document]
        self.atoms, self.rows = [], []
        self._names = []  # of each atom: figure, sex, report and moment
        self.touching = defaultdict(list)  # atom: (number of the row, sign)
        self.cells = {}  # (figure, span, column) of the report to be: number of the row
        self.targets = {}  # terms: the small number that nobody may learn
        self._threshold = threshold
        self._last = len(earlier)
        self._same = shared_aliases(documents)
        self._relations = Relations.of(document.framework)
        self._days = [_days(each) for each in documents]
        self._counts = _counts(documents, self._same)
        self._parts = sorted({figure[:3] for figure in self._counts if figure[0] == "part"})
        self._steps = {
            (figure, sex): self._steps_of(figure, sex)
            for figure in self._counts
            if not self._is_balance(figure)
            for sex in SEXES
        }
        hidden = [suppressed_cells(each.document, each.shown, self._same) for each in earlier]
        self._withheld = {  # the reports of which nothing is told
            report
            for report, each in enumerate(earlier)
            if hidden[report] >= all_cells(each.document, self._same)
        }
        self._print(hidden)
        self._relate(document.parts)
        self._guard()
        self.hidden = set()
        for number, row in enumerate(self.rows):
            if row.cells and row.loss is not None and (self._is_small(row.value) or not row.is_new):
                self.hide(number)

    def hide(self, number):
        """From here on its sum is anything from one upwards: what is zero is never hidden, but where a
        whole report is withheld."""
        row = self.rows[number]
        row.low, row.high = min(row.least - row.value, 0), ENDLESS
        self.hidden.add(number)

    # Readings and atoms

    def _steps_of(self, figure, sex):
        readings = []
        for report, counts in self._counts[figure].items():
            now = getattr(counts["cumulative"], sex)
            readings.append((self._days[report][AT_END], report, AT_END, now))
            if "period" in counts:
                before = now - getattr(counts["period"], sex)
                readings.append((self._days[report][BEFORE], report, BEFORE, before))
        steps, last = [], 0
        for _, report, moment, value in sorted(readings):
            atom = self._atom(value - last, (figure, sex, report, moment))
            steps.append(Step((report, moment), atom, value - last))
            last = value
        return steps

    def _atom(self, value, name):
        if not value:
            return None
        self.atoms.append(value)
        self._names.append(name)
        return len(self.atoms) - 1

    def _is_balance(self, figure):
        """Whether it is the carry-over, and that who came less who left: it has no atoms of its own."""
        if figure != ("line", CARRY_OVER):
            return False
        came, left = (self._counts.get(("line", code), {}) for code in (CAME, LEFT_AGAIN))
        return all(
            report in came
            and report in left
            and getattr(count, sex)
            == getattr(came[report]["cumulative"], sex) - getattr(left[report]["cumulative"], sex)
            for report, counts in self._counts[figure].items()
            for count in counts.values()
            for sex in SEXES
        )

    def _terms(self, figure, span, sex, report):
        """The atoms of a printed number of women or men."""
        if (figure, sex) not in self._steps:
            came, left = (self._terms(("line", c), "cumulative", sex, report) for c in (CAME, LEFT_AGAIN))
            return [*came, *((atom, -sign) for atom, sign in left)]
        steps = self._steps[figure, sex]
        readings = [step.reading for step in steps]
        first = readings.index((report, BEFORE)) + 1 if span == "period" else 0
        return _atoms(steps[first : readings.index((report, AT_END)) + 1])

    def named(self, changes):
        """A world's changes as they are kept: [[figure, sex, report, moment, change], …]."""
        return [[*self._names[atom], change] for atom, change in sorted(changes.items())]

    def numbered(self, named):
        """The changes of a world that was kept; None where this system has no such atom any more."""
        changes = {}
        for figure, sex, report, moment, change in named:
            atom = self._atom_of(tuple(figure), sex, (report, moment))
            if atom is None:
                return None
            changes[atom] = change
        return changes

    def with_offset_in_latest(self, changes):
        """The world in which what it changes is undone again in what the last report adds."""
        back = {}
        for atom, change in changes.items():
            figure, sex, _, _ = self._names[atom]
            last = self._steps[figure, sex][-1]
            if last.reading != (self._last, AT_END) or last.atom is None or last.atom in changes:
                return None
            back[last.atom] = back.get(last.atom, 0) - change
        return {**changes, **{atom: change for atom, change in back.items() if change}}

    def transfer_candidates(self, atom):
        """Worlds in which one person more, or fewer, is in the atom's part and not in another part:
        in its measure, and in those that the measure is within or has within it."""
        figure, sex, *reading = self._names[atom]
        if figure[0] != "part":
            return
        outwards, inwards = _chain(figure[3], NESTED), _chain(figure[3], {v: k for k, v in NESTED.items()})
        for sister in self._other_parts(figure):
            for measures, change in ((outwards, 1), (inwards, -1)):
                for many in range(1, len(measures) + 1):
                    changes = {}
                    for measure in measures[:many]:
                        here = self._atom_of((*figure[:3], measure), sex, reading)
                        there = self._atom_of((*sister, measure), sex, reading)
                        if here is not None and there is not None:
                            changes |= {here: change, there: -change}
                    yield changes

    def _other_parts(self, figure):
        """The other parts of a part's kind."""
        return [part for part in self._parts if part[:2] == figure[:2] and part != figure[:3]]

    def _atom_of(self, figure, sex, reading):
        steps = self._steps.get((figure, sex), ())
        return next((step.atom for step in steps if step.reading == tuple(reading)), None)

    # What is printed

    def _print(self, hidden):
        row_of = {}
        for figure, reports in self._counts.items():
            for report, counts in reports.items():
                for span, count in counts.items():
                    by_sex = [self._terms(figure, span, sex, report) for sex in SEXES]
                    for column, terms in zip(COLUMNS, (*by_sex, [*by_sex[0], *by_sex[1]]), strict=True):
                        if terms:
                            cell = figure, span, column
                            withheld = report < self._last and cell in hidden[report]
                            self._print_one(
                                row_of, tuple(terms), report, cell, getattr(count, column), withheld
                            )

    def _print_one(self, row_of, terms, report, cell, value, withheld):
        """The row of what is printed; numbers with the same atoms are one row, and hidden together."""
        if terms not in row_of:
            row_of[terms] = self._row(terms, value, 0, 0)
            self.rows[row_of[terms]].loss = 0.0
        row = self.rows[row_of[terms]]
        row.cells.append(cell)
        if report in self._withheld:
            pass
        elif value <= 0 or (report < self._last and not withheld):
            row.loss = None
        elif report == self._last and row.loss is not None:
            row.loss += loss(*cell, value)
        if report not in self._withheld:
            row.least = 1
        if report == self._last:
            row.is_new = True
            self.cells[cell] = row_of[terms]
        if self._is_small(value):
            self.targets[terms] = value

    def _row(self, terms, value, low, high):
        self.rows.append(Row(terms, value, low, high))
        for atom, sign in terms:
            self.touching[atom].append((len(self.rows) - 1, sign))
        return len(self.rows) - 1

    # What is known

    def _relate(self, parts):
        for comparison in self._relations.equal:
            self._compare(comparison, exact=True)
        for comparison in self._relations.within:
            self._compare(comparison, exact=False)
        figures = [figure for figure in self._counts if figure[0] == "part"]
        self._relate_to_the_whole(figures)
        self._add_same_name_constraints(parts)
        for figure in self._counts:
            if figure[0] == "part" and figure[3] in NESTED:
                outer = (*figure[:3], NESTED[figure[3]])
                together = self._relations.come_together((figure[3], outer[3]))
                self._hold([figure], [outer], exact=False, together=together)

    def _compare(self, comparison, *, exact):
        if comparison.right:
            left, right = (
                [("line", self._same.get(code, code)) for code in codes]
                for codes in (comparison.left, comparison.right)
            )
            together = self._relations.come_together((*comparison.left, *comparison.right))
            self._hold(left, right, exact=exact, together=together)

    def _relate_to_the_whole(self, figures):
        tables = defaultdict(list)
        for figure in figures:
            tables[figure[1], figure[3]].append(figure)
        for (_, measure), parts in tables.items():
            self._hold(parts, [("line", measure)], exact=True, together=True)

    def _add_same_name_constraints(self, parts):
        """Parts of one name are taken for the same, where their numbers do not speak against it."""
        named = defaultdict(list)
        for table in parts:
            for part in table.lines:
                for measure in part.measures:
                    named[part.name, measure].append(("part", table.kind, part.code, measure))
        for figures in named.values():
            for one, other in pairwise(figures):
                self._hold([one], [other], exact=True, together=True)

    def _hold(self, left, right, *, exact, together):
        """The left figures are in sum, or are at most, the right ones: wherever that is so.

        together: it is so of whatever comes between two readings, since all come in by one date.
        """
        if any((figure, SEXES[0]) not in self._steps for figure in (*left, *right)):
            return
        for sex in SEXES:
            sides = [(self._steps[figure, sex], 1) for figure in left]
            sides += [(self._steps[figure, sex], -1) for figure in right]
            alike = len({tuple(step.reading for step in steps) for steps, _ in sides}) == 1
            if not (together and alike and self._hold_at_each_step(sides, exact)):
                self._hold_at_readings(sides, exact)

    def _hold_at_each_step(self, sides, exact):
        holds = True
        for place in range(len(sides[0][0])):
            holds &= self._add([(steps[place : place + 1], sign) for steps, sign in sides], exact)
        return holds

    def _hold_at_readings(self, sides, exact):
        in_all = set.intersection(*({step.reading for step in steps} for steps, _ in sides))
        for reading in sorted(in_all):
            self._add([(_upto(steps, reading), sign) for steps, sign in sides], exact)

    def _add(self, sides, exact):
        """A row for a relation that is true; nobody learns anything by one that is not."""
        excess = sum(sign * step.gain for steps, sign in sides for step in steps)
        if excess > 0 or (exact and excess):
            return False
        terms = tuple((atom, sign * each) for steps, each in sides for atom, sign in _atoms(steps))
        if terms:
            self._row(terms, excess, 0 if exact else -ENDLESS, -excess)
        return True

    # What nobody may learn

    def _guard(self):
        """Small printed numbers are targets already: here are small differences between readings.

        A part's falls are guarded like its rises: where one person fewer is told of a municipality, somebody
        there may have been given a protected identity.
        """
        for figure in self._counts:
            if (figure, SEXES[0]) in self._steps:
                women, men = (self._steps[figure, sex] for sex in SEXES)
                for steps in ([women], [men], [women, men]):
                    self._guard_differences(steps, falls=figure[0] == "part")

    def _guard_differences(self, steps, *, falls):
        gains = [sum(step.gain for step in at_once) for at_once in zip(*steps, strict=True)]
        for first, last in combinations(range(len(gains) + 1), 2):
            value = sum(gains[first:last])
            terms = tuple(term for each in steps for term in _atoms(each[first:last]))
            if self._is_small(value):
                self.targets.setdefault(terms, value)
            elif falls and self._is_small(-value):
                self.targets.setdefault(tuple((atom, -sign) for atom, sign in terms), -value)

    def _is_small(self, value):
        return 0 < value < self._threshold


def _days(document):
    starts_on, ends_on = date.fromisoformat(document.starts_on), date.fromisoformat(document.ends_on)
    return {BEFORE: starts_on - timedelta(days=1), AT_END: ends_on}


def _counts(documents, same):
    """{figure: {report: {span: count}}}"""
    found = defaultdict(dict)
    for report, document in enumerate(documents):
        for figure, counts in CellIndex(document, same).printed_counts():
            found[figure].setdefault(report, {}).update(counts)
    return found


def _chain(first, following):
    """The first, what follows it, what follows that, and so on."""
    found = [first]
    while found[-1] in following:
        found.append(following[found[-1]])
    return found


def _atoms(steps):
    return [(step.atom, 1) for step in steps if step.atom is not None]


def _upto(steps, reading):
    place = next(number for number, step in enumerate(steps) if step.reading == reading)
    return steps[: place + 1]
