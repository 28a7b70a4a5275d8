"""The series of a project's reports: those released so far and, last, the one to be released."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reporting.disclosure.cells import (
    Cell,
    CellIndex,
    Counts,
    Figure,
    Span,
    all_cells,
    shared_aliases,
    suppressed_cells,
)
from reporting.disclosure.rules import GROUPS, Block, blocks_of
from reporting.indicators.document import Count, ReleasedDocument, ReportDocument

StoredAlternative = list[list[Any]]  # JSON: [[figure, sex, report, moment, change], …]


@dataclass(frozen=True)
class Release:
    """A report in full and as shown to funders and the public."""

    document: ReportDocument
    shown: ReleasedDocument
    # The search for the next release starts with them. As confidential as the report in full.
    alternatives: list[StoredAlternative] = field(default_factory=list)


@dataclass(frozen=True)
class ReportSeries:
    """All reports of a project, numbered in the order of release."""

    documents: tuple[ReportDocument, ...]
    aliases: Mapping[str, str]
    counts: Mapping[Figure, Mapping[int, Counts]]  # by figure, then by report
    suppressed: tuple[frozenset[Cell], ...]  # of each released report
    withheld: frozenset[tuple[int, Block]]  # blocks in which every cell is suppressed, zeros too
    target_figures: frozenset[Figure]  # the figures of the whole project's targets in the latest report

    @classmethod
    def of(cls, document: ReportDocument, earlier: Sequence[Release]) -> "ReportSeries":
        documents = (*(release.document for release in earlier), document)
        aliases = shared_aliases(documents)
        suppressed = tuple(suppressed_cells_of(each, aliases) for each in earlier)
        withheld = frozenset(
            (report, block)
            for report, each in enumerate(earlier)
            for block in _withheld_blocks(each, suppressed[report], aliases)
        )
        targets = _target_figures(document, aliases)
        return cls(documents, aliases, _counts(documents, aliases), suppressed, withheld, targets)

    def withholding(self, blocks: Iterable[Block]) -> "ReportSeries":
        """Return the series with these blocks of the latest report withheld."""
        return replace(self, withheld=self.withheld | {(self.latest, block) for block in blocks})

    @property
    def latest(self) -> int:
        return len(self.documents) - 1

    def is_published(self, report: int, cell: Cell) -> bool:
        return report < self.latest and cell not in self.suppressed[report]

    def is_withheld(self, report: int, cell: Cell) -> bool:
        return any((report, block) in self.withheld for block in blocks_of(cell))


def suppressed_cells_of(release: Release, aliases: Mapping[str, str]) -> frozenset[Cell]:
    return suppressed_cells(release.document, release.shown, aliases)


def _withheld_blocks(
    release: Release, suppressed: frozenset[Cell], aliases: Mapping[str, str]
) -> Iterable[Block]:
    if suppressed >= all_cells(release.document, aliases):  # of an earlier version, which named no blocks
        return GROUPS
    return map(Block.from_stored, release.shown.withheld)


def _target_figures(document: ReportDocument, aliases: Mapping[str, str]) -> frozenset[Figure]:
    index = CellIndex(document, aliases)
    of_project = [target for target in document.targets if target.part is None]
    bases = [index.of_base(target, target.base) for target in of_project if target.base is not None]
    return frozenset([*(index.of_target(target) for target in of_project), *bases])


def _counts(
    documents: Sequence[ReportDocument], aliases: Mapping[str, str]
) -> dict[Figure, dict[int, Counts]]:
    found: defaultdict[Figure, dict[int, dict[Span, Count]]] = defaultdict(dict)
    for report, document in enumerate(documents):
        for figure, counts in CellIndex(document, aliases).printed_counts():
            found[figure].setdefault(report, {}).update(counts)
    return {figure: dict(by_report) for figure, by_report in found.items()}
