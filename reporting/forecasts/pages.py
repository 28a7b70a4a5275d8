"""A project's targets over time, with their forecasts, as texts and charts for the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from esfportal.swedish_days import last_of_month
from esfportal.ui.formats import date_text, month_text, number, percent
from projects.kept_items import items
from projects.models import Project, Target
from reporting.forecasts import forecast as forecasting
from reporting.forecasts.chart import Chart, chart
from reporting.forecasts.forecast import Forecast, Goal, Month
from reporting.forecasts.series import monthly


@dataclass(frozen=True)
class Row:
    """A month in the table beside the chart."""

    month: str
    new: str
    reached: str
    planned: str


@dataclass(frozen=True)
class Shown:
    """A target over time. The texts are empty where nothing can be said."""

    pk: int
    name: str
    goal: str
    part: str
    path: str  # which one it is
    position: str  # where it stands beside it
    at_end: str
    chance: str
    needed: str
    needed_next: str  # for the next point of the path
    basis: str  # what the forecast is drawn from, or why there is none
    chart: Chart
    rows: list[Row]


@dataclass(frozen=True)
class Standing:
    """The sums at the end of a month, or on the day for the month that runs."""

    month: Month
    until: date
    number: int
    base: int

    def reached(self, goal: Goal) -> Fraction | None:
        if not goal.is_share:
            return Fraction(self.number)
        return goal.share(self.number, self.base) if self.base else None


def forecasts_context(project: Project, *, user, today: date) -> dict:
    """Return {"shown", "reason"}: the targets, or why nothing can be shown."""
    reason = _reason(project, today)
    if reason:
        return {"shown": [], "reason": reason}
    day = min(today, project.ends_on)
    targets = items(project, "targets")
    months = monthly(project, targets, since=project.starts_on, today=day, user=user)
    shown = [_shown(target, months[target], project, day) for target in targets]
    return {"shown": shown, "reason": ""}


def _reason(project: Project, today: date) -> str:
    if not items(project, "targets"):
        return _("The project has no targets in numbers.")
    if not (project.starts_on and project.ends_on):
        return _(
            "The project's start and end are not both stated. They are needed for a path and a forecast."
        )
    if today < project.starts_on:
        return _("The project has not begun.")
    return ""


def _shown(target: Target, months: Sequence[Month], project: Project, day: date) -> Shown:
    goal, standings = goal_of(target), _standings(months, day)
    now = standings[-1]
    complete = [m for m in months if last_of_month(m.starts_on) <= day]
    last = complete[-1].starts_on if complete else day
    months_left = forecasting.months_until_end(last, project.ends_on)
    found = None
    if day < project.ends_on:
        found = forecasting.forecast(
            complete,
            months_left=months_left,
            so_far=now.number,
            goal=goal,
            seed=f"{project.pk} {target.pk} {day:%Y-%m}",
        )
    planned = _planned(goal, target)
    position, at_end = _position(goal, now.number, now.base, planned(day)), _at_end(goal, found)
    reached = [(each.until, value) for each in standings if (value := each.reached(goal)) is not None]
    return Shown(
        pk=target.pk,
        name=target.display_label,
        goal=target.goal_text,
        part=str(target.part or ""),
        path=path_text(target),
        position=position,
        at_end=at_end,
        chance=_chance(found),
        needed=_needed(goal, now, complete, months_left, is_running=day < project.ends_on),
        needed_next=_needed_next(target, now.number, last, day),
        basis=_basis(found, is_running=day < project.ends_on),
        chart=chart(
            title=target.display_label,
            description=" ".join(filter(None, [position, at_end])),
            reached=reached,
            path=[(corner, planned(corner)) for corner in _corners(target, project)],
            goal=goal.value,
            interval=(found.low, found.middle, found.high) if found else None,
            start=min(project.starts_on, reached[0][0]) if reached else project.starts_on,
            end=project.ends_on,
            unit=" %" if goal.is_share else "",
        ),
        rows=[_row(each, goal, planned) for each in reversed(standings)],
    )


def goal_of(target: Target) -> Goal:
    return Goal(
        Fraction(target.value),
        target.unit == Target.Unit.SHARE,
        target.comparison == Target.Comparison.AT_MOST,
    )


def _planned(goal: Goal, target: Target) -> Callable[[date], Fraction]:
    """Return the path: day -> value. Without one, the goal is the same all the time."""

    def planned(day: date) -> Fraction:
        number = target.planned_by(day)
        return goal.value if number is None else number

    return planned


def _corners(target: Target, project: Project) -> list[date]:
    start, end = project.starts_on, project.ends_on
    return [start, *(point.day for point in target.points if start < point.day < end), end]


def path_text(target: Target) -> str:
    if not target.has_path:
        return ""
    if not target.path:
        return _("Straight path.")
    return _("Path as planned on %(day)s.") % {"day": date_text(target.path_planned_on)}


def _position(goal: Goal, reached: int, base: int, planned: Fraction) -> str:
    if goal.is_share:
        return _position_of_share(goal, reached, base)
    counts = {"reached": number(reached), "goal": _value(goal, goal.value)}
    if goal.at_most:
        if reached <= goal.value:
            return _("%(reached)s so far, of at most %(goal)s.") % counts
        return _("More than the %(goal)s allowed: %(reached)s.") % counts
    wanted = ceil(planned)
    counts |= {"wanted": number(wanted), "difference": number(abs(reached - wanted))}
    if reached >= goal.value:
        return _("Reached: %(reached)s of %(goal)s.") % counts
    if reached == wanted:
        return _("On the path: %(wanted)s by today, %(reached)s are in.") % counts
    if reached >= planned:
        return _("%(difference)s ahead of the path: %(wanted)s by today, %(reached)s are in.") % counts
    return _("%(difference)s behind the path: %(wanted)s by today, %(reached)s are in.") % counts


def _position_of_share(goal: Goal, reached: int, base: int) -> str:
    if not base:
        return _("No data yet.")
    share = goal.share(reached, base)
    counts = {
        "share": _value(goal, share),
        "part": number(reached),
        "whole": number(base),
        "goal": _value(goal, goal.value),
        "points": number(_decimal(abs(share - goal.value)), decimals=1),
    }
    if goal.is_met(reached, base):
        return _("%(share)s so far (%(part)s of %(whole)s), and %(goal)s is the goal.") % counts
    if goal.at_most:
        return (
            _("%(points)s percentage points above the goal: %(share)s so far (%(part)s of %(whole)s).")
            % counts
        )
    return (
        _("%(points)s percentage points below the goal: %(share)s so far (%(part)s of %(whole)s).") % counts
    )


def _at_end(goal: Goal, found: Forecast | None) -> str:
    if found is None:
        return ""
    values = {name: _value(goal, getattr(found, name)) for name in ("low", "middle", "high")}
    if found.low == found.high:
        return _("At this pace %(middle)s at the end.") % values
    return _("At this pace %(middle)s at the end, probably between %(low)s and %(high)s.") % values


def _chance(found: Forecast | None) -> str:
    if found is None:
        return ""
    in_ten = round(found.chance * 10)
    if found.chance < Fraction(1, 20):
        return _("The goal will hardly be reached.")
    if found.chance > Fraction(19, 20):
        return _("The goal will very probably be reached.")
    return _("The chance to reach the goal is about %(number)s in 10.") % {"number": in_ten}


def _needed(
    goal: Goal, now: Standing, complete: Sequence[Month], months_left: int, *, is_running: bool
) -> str:
    if not is_running or not months_left:
        return ""
    window = complete[-forecasting.WINDOW :]
    to_come = round(Fraction(sum(m.base for m in window), len(window)) * months_left) if window else 0
    found = forecasting.needed(now.number, now.base, goal=goal, months_left=months_left, base_to_come=to_come)
    if found is None:
        return ""
    if goal.is_share:
        counts = {"number": number(ceil(found.number)), "of": number(found.of)}
        return _("Needed: %(number)s of the next %(of)s.") % counts
    needed = _("Needed: %(number)s a month from now on.") % {"number": _a_month(found.number)}
    if not window:
        return needed
    pace = Fraction(sum(m.number for m in window), len(window))
    had = ngettext(
        "The last month had %(number)s.", "The last %(count)s months had %(number)s each.", len(window)
    ) % {"count": len(window), "number": _a_month(pace)}
    return f"{needed} {had}"


def _needed_next(target: Target, reached: int, last: date, day: date) -> str:
    points = [point for point in target.points if point.day > day and point.number > reached]
    months = forecasting.months_until_end(last, points[0].day) if points else 0
    if not months:
        return ""
    a_month = Fraction(points[0].number - reached, months)
    counts = {
        "number": _a_month(a_month),
        "wanted": number(points[0].number),
        "day": date_text(points[0].day),
    }
    return _("For the path's next point, %(wanted)s by %(day)s: %(number)s a month.") % counts


def _basis(found: Forecast | None, *, is_running: bool) -> str:
    if not is_running:
        return ""
    if found is None:
        return _("A forecast needs three whole months with figures.")
    return _("Drawn from the last %(count)s whole months.") % {"count": found.months}


def _standings(months: Sequence[Month], day: date) -> list[Standing]:
    numbers, bases = accumulate(m.number for m in months), accumulate(m.base for m in months)
    return [
        Standing(month, min(last_of_month(month.starts_on), day), number, base)
        for month, number, base in zip(months, numbers, bases, strict=True)
    ]


def _row(standing: Standing, goal: Goal, planned) -> Row:
    month, reached = standing.month, standing.reached(goal)
    new = number(month.number)
    if goal.is_share:
        new = _("%(part)s of %(whole)s") % {"part": new, "whole": number(month.base)}
    return Row(
        month_text(month.starts_on),
        new,
        pgettext("no figure", "–") if reached is None else _value(goal, reached),
        _value(goal, planned(standing.until)),
    )


def _value(goal: Goal, value: Fraction) -> str:
    if goal.is_share:
        return percent(_decimal(value), decimals=1)
    return number(ceil(value))


def _a_month(value: Fraction) -> str:
    return number(_decimal(value), decimals=1)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
