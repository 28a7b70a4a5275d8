"""Statistical disclosure control: a report as its funders and the public may see it (docs/disclosure-control.md).

    release(document, rules=rules, earlier=[…], audience="public") -> Release

Counts below the threshold are suppressed, and with them as many others as it takes so that none of them can be
calculated, from this report and the releases before it. The same input always suppresses the same cells.

    cells, series                  the printed numbers, and their figures
    increments                     gains between two dates: printed numbers are their sums
    published, outside_knowledge   constraints
    sensitive                      targets
    alternatives, suppression      another solution for each target, or the report is withheld
    redaction, parts_together      the report without suppressed cells, and the sum of hidden parts
    distance, hours                figures of scales, and sums of hours
"""

from collections.abc import Iterable

from reporting.disclosure.redaction import redact
from reporting.disclosure.rules import DisclosureRules
from reporting.disclosure.series import Release
from reporting.disclosure.suppression import choose_suppressed_cells
from reporting.indicators.document import ReportDocument

__all__ = ["DisclosureRules", "Release", "choose_suppressed_cells", "release"]


def release(
    document: ReportDocument,
    *,
    rules: DisclosureRules,
    earlier: Iterable[Release] = (),
    audience: str = "",
    wider: Release | None = None,
) -> Release:
    """Return the release of a report for one audience, given the project's earlier releases in their order.

    wider: the same report's release for an audience that sees more.
    """
    chosen = choose_suppressed_cells(document, rules=rules, earlier=tuple(earlier), wider=wider)
    shown = redact(document, chosen.cells, rules=rules, audience=audience, withheld=chosen.withheld)
    return Release(document, shown, chosen.alternatives)
