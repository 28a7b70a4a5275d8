"""Rules of activities and sessions."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.attendance.hours import minutes_between
from participants.attendance.series import LONGEST, MOST_SESSIONS
from participants.register.rules.entry_rules import Problem

FARTHEST = timedelta(days=10 * 366)  # a year with a typing mistake is farther away


def time_problems(values):
    """Yield the problems of `starts_at`, `ends_at` and `break_minutes`."""
    starts_at, ends_at = (values.get(name) for name in ("starts_at", "ends_at"))
    if starts_at is None or ends_at is None:
        return
    if ends_at <= starts_at:
        yield Problem("ends_at", _("The end is not after the start."))
        return
    if (values.get("break_minutes") or 0) >= minutes_between(starts_at, ends_at):
        yield Problem("break_minutes", _("The break is as long as the session."))


def day_problems(held_on, *, today, field="held_on"):
    if abs(held_on - today) > FARTHEST:
        yield Problem(field, _("The date is more than ten years away. Check the year."))


def series_problems(series, days):
    """Yield the problems of a series and its days."""
    if series.last < series.first:
        yield Problem("last", _("The last day is before the first."))
    elif series.last - series.first > LONGEST:
        yield Problem("last", _("A series is at most a year long. Plan the rest as another series."))
    elif len(days.held) > MOST_SESSIONS:
        text = ngettext(
            "That would be %(count)s session; %(most)s at once are the most.",
            "That would be %(count)s sessions; %(most)s at once are the most.",
            len(days.held),
        )
        yield Problem("last", text % {"count": len(days.held), "most": MOST_SESSIONS})
    elif not days.held:
        yield Problem("weekdays", _("No day is left: check the days, the holidays and the closed period."))
    if series.closed and series.closed[1] < series.closed[0]:
        yield Problem("closed_to", _("The last day is before the first."))
