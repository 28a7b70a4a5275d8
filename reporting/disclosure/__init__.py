"""Small numbers kept from view: a report as its funders and the public may see it.

    release(document, threshold=5, smallest_base=20, earlier=[…]) -> Release

Numbers from 1 to below the threshold are hidden, and as many others as it takes for none of them to
follow from what is shown, in this report and in those released before it. Pure: the same report and
the same earlier releases always hide the same.
"""

from dataclasses import dataclass, field

from reporting.disclosure.redaction import redact
from reporting.disclosure.suppression import choose_suppressed_cells
from reporting.document import ReleasedDocument, ReportDocument

__all__ = ["Release", "choose_suppressed_cells", "release"]


@dataclass(frozen=True)
class Release:
    """document: the report in full. shown: what may be seen of it. worlds: what later releases begin
    with; as secret as the document."""

    document: ReportDocument
    shown: ReleasedDocument
    alternatives: list = field(default_factory=list)


def release(document, *, threshold, smallest_base, earlier=()):
    """The `Release` of a `ReportDocument`.

    threshold: the smallest number of persons that is shown, zero aside. smallest_base: the fewest
    persons that a share is given of. earlier: the project's releases so far, in their order.
    """
    hidden = choose_suppressed_cells(document, threshold=threshold, earlier=earlier)
    shown = redact(document, hidden.cells, threshold=threshold, smallest_base=smallest_base)
    return Release(document, shown, hidden.alternatives)
