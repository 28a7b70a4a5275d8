"""Results of the groups of a project side by side, as texts for the page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import memberships_with
from accounts.permissions import Permission
from esfportal.database.swedish_order import sort_key
from esfportal.ui.formats import percent
from reporting.comparisons.counts import COUNTED, Sums, by_parts, by_target_groups
from reporting.comparisons.differences import Compared, Difference, Group, compare
from reporting.comparisons.forms import SEXES, TARGET_GROUPS, ComparisonForm
from reporting.indicators import measures
from reporting.indicators.enums import PartKind
from reporting.reports.pages.target_rows import rates_of_women_and_men

SMALL_BASE = 30  # a share of fewer people is marked
LISTED = (PartKind.INTERVENTION, PartKind.MUNICIPALITY)  # lists of people are limited to these
WIDTH, PAD = 160, 4  # of the drawn interval, in SVG user units


@dataclass(frozen=True)
class Row:
    name: str
    group: Group
    compared: Compared
    sexes: list[str]  # each one's own share, with those of whom it is one
    people_url: str  # of the list of those who have left; empty where no list has exactly these

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
    today = timezone.localdate()
    target_groups = list(project.target_groups.all())
    parts, sexes = by_parts(project, today=today, user=user)
    kinds = {*parts, *([TARGET_GROUPS] if target_groups else [])}
    form = ComparisonForm(data, kinds=kinds)
    by, measure = form.chosen["by"], form.chosen["measure"]
    if by == TARGET_GROUPS:
        found = by_target_groups(project, target_groups, today=today, user=user)
    else:
        found = sexes if by == SEXES else parts[by]
    return {
        "form": form,
        "rows": _in_order(_rows(found, form.chosen, _people_url(project, user)), form.order),
        "sort": form.order,
        "chosen_query": urlencode(form.chosen | {"sort": form.order}),
        "of_what": _base_name(measure),
        "of_target_groups": by == TARGET_GROUPS,
        "width": WIDTH,
    }


def _rows(found: list[Sums], chosen: dict[str, str], people_url: str) -> list[Row]:
    by, measure = chosen["by"], chosen["measure"]
    base = next(m.rate_of for m in COUNTED if m.code == measure)
    has_list = people_url and by in LISTED and base == measures.LEAVERS

    def group(numbers):
        return Group(numbers[measure].total, numbers[base].total)

    def row(sums, compared):
        counted = group(sums.numbers)
        sexes = rates_of_women_and_men(sums.numbers[measure], sums.numbers[base])
        query = urlencode({"status": "left", by: sums.part})
        is_linked = has_list and sums.part and counted.base
        return Row(
            name=sums.name,
            group=counted,
            compared=compared,
            sexes=sexes if counted.base and by != SEXES else [],
            people_url=f"{people_url}?{query}" if is_linked else "",
        )

    rests = [group(each.rest) for each in found if each.rest]
    return list(map(row, found, compare([group(each.numbers) for each in found], rests)))


def _people_url(project, user) -> str:
    """Return the address of the list of people, for users who see those of the whole project."""
    held = memberships_with(user, Permission.PARTICIPANT_VIEW)
    if any(each.project_id == project.pk and not each.is_limited_to_part for each in held):
        return reverse("register:list", args=[project.slug])
    return ""


def _base_name(measure):
    if measure == measures.BEGAN_OR_INCREASED:
        return _("of those whose work and studies are known")
    return _("of those who have left")


def _in_order(rows, order):
    keys = {
        "name": lambda row: sort_key(row.name),
        "base": lambda row: row.group.base,
        "share": lambda row: -1 if row.compared.share is None else row.compared.share,
    }
    return sorted(rows, key=keys[order.lstrip("-")], reverse=order.startswith("-"))
