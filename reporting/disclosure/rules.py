"""Disclosure rules: the smallest numbers that an audience sees, and the order in which figures are given up."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reporting.disclosure.cells import Cell, Figure
from reporting.indicators.enums import FigureGroup

ALWAYS_SHOWN_FROM = 5  # totals of the project's targets


class Block(NamedTuple):
    """Cells that are withheld together, zeros too: those of a group, or of one figure in it."""

    group: FigureGroup
    kind: str = ""  # of part
    code: str = ""  # "" for the whole group

    def to_stored(self) -> str:
        return ":".join(self)

    @classmethod
    def from_stored(cls, stored: str) -> "Block":
        group, kind, code = stored.split(":", 2)
        return cls(FigureGroup(group), kind, code)


GROUPS = tuple(map(Block, FigureGroup))  # in the order in which they are given up


@dataclass(frozen=True)
class DisclosureRules:
    """The smallest numbers of persons shown, zero apart: 1 shows every number."""

    smallest: int  # of the whole project
    smallest_in_part: int
    smallest_base: int  # the smallest denominator that a share is shown for
    smallest_base_in_part: int

    def smallest_of(self, figure: Figure) -> int:
        return self.smallest if figure.part is None else self.smallest_in_part

    def is_small(self, figure: Figure, value: int) -> bool:
        return 0 < value < self.smallest_of(figure)

    def always_shows(self, cell: Cell, value: int, target_figures: frozenset[Figure]) -> bool:
        """Return True for the cells that are never suppressed, whatever follows from them."""
        if cell.figure.part is not None:
            return False
        if self.smallest == 1:
            return True
        is_total = cell.span == "cumulative" and cell.column == "total"
        return is_total and cell.figure in target_figures and value >= max(ALWAYS_SHOWN_FROM, self.smallest)


@lru_cache(maxsize=10_000)  # the search asks for the same cells again and again
def blocks_of(cell: Cell) -> tuple[Block, Block]:
    """Return the block of the cell's figure and that of its group."""
    group = _group_of(cell)
    figure = cell.figure
    return Block(group, figure.part.kind if figure.part else figure.kind, figure.code), Block(group)


def _group_of(cell: Cell) -> FigureGroup:
    if cell.figure.part is not None:
        return FigureGroup.PARTS if cell.span == "cumulative" else FigureGroup.PARTS_IN_PERIOD
    if cell.span == "period":
        return FigureGroup.PERIOD
    return FigureGroup.TOTALS if cell.column == "total" else FigureGroup.SEXES


def blocks_of_figure(figure: Figure) -> list[Block]:
    """Return the figure's blocks in the order in which they are given up."""
    cells = [Cell(figure, span, column) for span in ("period", "cumulative") for column in ("women", "total")]
    found = {blocks_of(cell)[0] for cell in cells}
    return sorted(found, key=lambda block: list(FigureGroup).index(block.group))
