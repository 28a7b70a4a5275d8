"""Statistical disclosure control: a report as its funders and the public may see it.

    release(document, threshold=5, smallest_base=20, earlier=[…]) -> Release

Counts of 1 to below the threshold are suppressed (primary suppression), and with them as many others as it
takes so that none of them can be calculated, from this report and the releases before it (complementary
suppression). The same report and the same earlier releases always suppress the same cells.

An example, of the women in a report that prints three cells:

    unemployed       37        37 + 3 = 40 follows from the framework's rules (none is inactive)
    employed          3        below the threshold: must stay unknown
    participants     40

1. Suppress "employed". Outsiders still calculate 40 - 37 = 3.
2. `alternatives` looks for other numbers that look the same. It changes employed to 4. Then 37 + 4 is not 40,
   so another number has to change: unemployed to 36. It is printed, so it has to be suppressed.
3. Published are now `..`, `..` and 40. Readers can't tell (37, 3) from (36, 4): the alternative proves it.

Other alternatives, such as 41 participants, suppress a cell with a larger information loss. For men, totals,
periods, parts and earlier reports there are more cells and more relations, and the search is the same.

    cells, series            what the reports of a project print, and about which figure
    increments               what a figure gains between two dates: every printed number is a sum of these
    published                constraints: printed numbers                     \
    outside_knowledge        constraints: relations that any reader may know   > constraint_system
    sensitive                targets: the sums that must stay unknown         /
    alternatives             the search for an alternative to one target
    suppression              an alternative for each target; if there is none, the report is withheld
    redaction                the report without the suppressed cells
    parts_together           the sum of hidden parts, from the released report alone

Literature: Hundepool et al., Statistical Disclosure Control (Wiley 2012). Fischetti and Salazar-González minimise
the same loss under the same kind of constraints by integer programming: Models and algorithms for optimizing
cell suppression in tabular data with linear constraints, JASA 95 (2000); Solving the cell suppression problem
on tabular data with linear constraints, Management Science 47 (2001). Here a heuristic search replaces the
solver, and the alternatives take the place of its upper and lower bounds. docs/disclosure-control.md has the rules.
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
