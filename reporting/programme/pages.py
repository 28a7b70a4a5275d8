"""The page of a programme's figures: sums as texts, and the projects that they are of."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.ui.formats import HIDDEN, number, percent
from esfportal.ui.templatetags.portal import shown
from projects.models import Target
from reporting.indicators import measures
from reporting.indicators.enums import RESULT_KINDS, LineKind
from reporting.programme.latest import chosen_reports, figures_of
from reporting.programme.sums import FigureSum, Programme, Sum, TargetSum, add_up


@dataclass(frozen=True)
class Choice:
    """The chosen projects, their reports, and the reader's audience."""

    projects: object  # a queryset
    reports: list
    audience: str
    year: int | None

    def figures(self):
        return figures_of(self.reports, self.audience, in_year=self.year is not None)

    @property
    def smallest_base(self):
        return settings.SMALL_BASES.get(self.audience, settings.SMALL_BASE)


def choice_of(reader, form):
    year = form.chosen_year
    day = date(year, 12, 31) if year else timezone.localdate()
    projects = form.chosen()
    return Choice(projects, chosen_reports(projects, day=day, year=year), reader.audience, year)


def page_context(choice):
    found = add_up(choice.figures())
    days = [each.ends_on for each in choice.reports if each.ends_on]
    return {
        "tables": _tables(found, choice.smallest_base),
        "targets": [TargetRow.of(each, choice.smallest_base) for each in found.targets.values()],
        "counted": found.projects,
        "without_report": _without_report(choice),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "has_hidden": any(_is_hidden(each) for each in found.figures.values()),
        "year": choice.year,
        "smallest_base": choice.smallest_base,
    }


def _without_report(choice):
    keys = [each.project for each in choice.reports if each.report is None]
    return choice.projects.model.objects.filter(pk__in=keys).order_by("name")


def _is_hidden(figure):
    return bool(figure.women.hidden or figure.men.hidden or figure.total.hidden)


@dataclass(frozen=True)
class Table:
    title: str
    rows: list
    has_rates: bool


def _tables(found: Programme, smallest_base):
    titles = (_("Measures"), _("Participants and entities"), _("Results"))
    groups = {title: [] for title in titles}
    for figure in found.figures.values():
        kind = figure.kind
        place = 0 if kind == LineKind.MEASURE else 2 if kind in RESULT_KINDS else 1
        groups[titles[place]].append(FigureRow.of(figure, smallest_base))
    return [Table(title, rows, any(row.has_rate for row in rows)) for title, rows in groups.items() if rows]


@dataclass(frozen=True)
class FigureRow:
    name: str
    code: str
    women: str
    men: str
    total: str
    by_sex: bool
    has_rate: bool
    rate: str
    rate_note: str

    @classmethod
    def of(cls, figure: FigureSum, smallest_base):
        return cls(
            str(figure.name),
            "" if figure.kind == LineKind.MEASURE else figure.code,
            *(sum_text(each) for each in (figure.women, figure.men, figure.total)),
            figure.by_sex,
            figure.has_rate,
            rate_text(figure, smallest_base) if figure.has_rate else "",
            _left_out(figure.without_share),
        )


@dataclass(frozen=True)
class TargetRow:
    name: str
    rule: str
    goal: str
    reached: str
    share: str
    projects: str
    note: str

    @classmethod
    def of(cls, target: TargetSum, smallest_base):
        is_number = target.unit == "number"
        return cls(
            str(measures.BY_CODE[target.measure].name),
            Target.Comparison(target.comparison).label,
            number(target.goal) if is_number else _("of each project"),
            sum_text(target.number),
            _share_of_goal(target) if is_number else rate_text(target, smallest_base),
            _("%(reached)s of %(projects)s")
            % {
                "reached": number(target.reached),
                "projects": number(target.projects),
            },
            _left_out(target.states_hidden or target.without_share),
        )


def _share_of_goal(target):
    if target.number.hidden or not target.goal:
        return HIDDEN if target.number.hidden else ""
    return percent(target.number.number * 100 / target.goal, decimals=1)


def sum_text(found: Sum):
    """Return "120", "120 + .." where some projects do not show theirs, or ".." where none does."""
    if not found.hidden:
        return number(found.number)
    hidden = shown(HIDDEN)
    return format_html("{} + {}", number(found.number), hidden) if found.number else hidden


def rate_text(found, smallest_base):
    """Return the share of all projects that show both numbers."""
    if not found.whole:
        return HIDDEN if found.without_share else _("no data yet")
    if found.whole < smallest_base:
        return HIDDEN
    return percent(found.part * 100 / found.whole, decimals=1)


def _left_out(projects):
    if not projects:
        return ""
    return ngettext("%(count)s project not shown", "%(count)s projects not shown", projects) % {
        "count": number(projects)
    }
