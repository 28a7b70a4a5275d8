"""Results of the groups of a project side by side, as texts for the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from esfportal.database.swedish_order import sort_key
from esfportal.ui.formats import percent
from reporting.comparisons.differences import Compared, Difference, Group, compare
from reporting.comparisons.forms import SEXES, ComparisonForm
from reporting.indicators import figures, measures
from reporting.indicators.document import ReportDocument

SMALL_BASE = 30  # a share of fewer people is marked
WIDTH, PAD = 160, 4  # of the drawn interval, in SVG user units


@dataclass(frozen=True)
class Row:
    name: str
    group: Group
    compared: Compared

    @property
    def share(self) -> str:
        return percent(self.compared.share, decimals=1)

    @property
    def interval(self) -> str:
        if not self.compared.interval:
            return ""
        low, high = (percent(end) for end in self.compared.interval)
        return _("%(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def is_small(self) -> bool:
        return 0 < self.group.base < SMALL_BASE

    @property
    def difference(self) -> str:
        return {
            Difference.HIGHER: _("higher than the others"),
            Difference.LOWER: _("lower than the others"),
            Difference.NO_DIFFERENCE: _("no difference beyond chance"),
            Difference.TOO_FEW: _("too few to compare"),
        }[self.compared.difference]

    @property
    def style(self) -> str:
        return {Difference.HIGHER: "good", Difference.LOWER: "warn"}.get(self.compared.difference, "none")

    @property
    def drawn(self):
        """Return the interval and the shares on an axis from 0 to 100 per cent."""
        if not self.compared.interval:
            return None
        low, high = map(_x, self.compared.interval)
        return {"low": low, "high": high, "share": _x(self.compared.share), "rest": _x(self.compared.rest)}


def _x(value):
    return None if value is None else round(PAD + (WIDTH - 2 * PAD) * value / 100, 1)


def comparison_context(project, data, *, user):
    """Return the form, and the rows of the groups in the chosen order."""
    document = figures.compute(project, user=user).document
    form = ComparisonForm(data, kinds={table.kind for table in document.parts})
    groups = _groups(document, **form.chosen)
    compared = compare([group for _name, group in groups])
    rows = [Row(name, group, each) for (name, group), each in zip(groups, compared, strict=True)]
    return {
        "form": form,
        "rows": _in_order(rows, form.order),
        "sort": form.order,
        "of_what": _base_name(form.chosen["measure"]),
        "width": WIDTH,
    }


def _groups(document: ReportDocument, *, by: str, measure: str) -> list[tuple[str, Group]]:
    base = measures.BY_CODE[measure].rate_of
    if by == SEXES:
        lines = {line.code: line.cumulative for line in document.measures}
        number, whole = lines[measure], lines[base]
        return [
            (_("Women"), Group(number.women, whole.women)),
            (_("Men"), Group(number.men, whole.men)),
        ]
    table = next(table for table in document.parts if table.kind == by)
    return [
        (str(line.name), Group(line.measures[measure].total, line.measures[base].total))
        for line in table.lines
    ]


def _base_name(measure):
    if measures.BY_CODE[measure].rate_of == measures.COMPARED:
        return _("of those whose work and studies are known")
    return _("of those who have left")


def _in_order(rows, order):
    keys = {
        "name": lambda row: sort_key(row.name),
        "base": lambda row: row.group.base,
        "share": lambda row: -1 if row.compared.share is None else row.compared.share,
    }
    return sorted(rows, key=keys[order.lstrip("-")], reverse=order.startswith("-"))
