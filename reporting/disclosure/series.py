"""The series of a project's reports: those released so far and, last, the one to be released."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    withheld: frozenset[int]  # the released reports in which every cell is suppressed

    @classmethod
    def of(cls, document: ReportDocument, earlier: Sequence[Release]) -> "ReportSeries":
        documents = (*(release.document for release in earlier), document)
        aliases = shared_aliases(documents)
        suppressed = tuple(suppressed_cells(each.document, each.shown, aliases) for each in earlier)
        withheld = frozenset(
            report
            for report, each in enumerate(earlier)
            if suppressed[report] >= all_cells(each.document, aliases)
        )
        return cls(documents, aliases, _counts(documents, aliases), suppressed, withheld)

    @property
    def latest(self) -> int:
        return len(self.documents) - 1

    def is_published(self, report: int, cell: Cell) -> bool:
        return report < self.latest and cell not in self.suppressed[report]


def _counts(
    documents: Sequence[ReportDocument], aliases: Mapping[str, str]
) -> dict[Figure, dict[int, Counts]]:
    found: defaultdict[Figure, dict[int, dict[Span, Count]]] = defaultdict(dict)
    for report, document in enumerate(documents):
        for figure, counts in CellIndex(document, aliases).printed_counts():
            found[figure].setdefault(report, {}).update(counts)
    return {figure: dict(by_report) for figure, by_report in found.items()}
