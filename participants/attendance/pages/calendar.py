"""Weeks with their sessions, and what is said of planned days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.swedish_days import SATURDAY, holidays
from esfportal.ui.formats import date_text
from participants.attendance.models import Session
from participants.attendance.series import LeftOut

MOST_NAMED = 5  # days in a message


@dataclass(frozen=True)
class Week:
    year: int
    number: int
    monday: date

    @property
    def sunday(self):
        return self.monday + timedelta(6)

    @property
    def before(self):
        return week_with(self.monday - timedelta(7))

    @property
    def after(self):
        return week_with(self.monday + timedelta(7))

    @property
    def is_current(self):
        return self.monday <= timezone.localdate() <= self.sunday


@dataclass(frozen=True)
class Day:
    date: date
    sessions: list[Session]
    is_today: bool
    is_holiday: bool


def week_of(year, number):
    """Return the ISO week. Raises ValueError if the year has none with the number."""
    return Week(year, number, date.fromisocalendar(year, number, 1))


def week_with(day):
    year, number, _weekday = day.isocalendar()
    return week_of(year, number)


def days_with(sessions, week):
    """Return the days of the week with their sessions; Saturday and Sunday only where something is held."""
    found = list(sessions)
    today = timezone.localdate()
    days = [week.monday + timedelta(number) for number in range(7)]
    rows = [
        Day(day, [each for each in found if each.held_on == day], day == today, day in holidays(day.year))
        for day in days
    ]
    return [row for row in rows if row.sessions or row.date.weekday() < SATURDAY]


def held_in(activity, week, today):
    found = activity.sessions.planned().between(week.monday, min(week.sunday, today))
    return with_activity(found, activity)


def neighbours(session):
    """Return (the session of the activity before this one, the one after it), or None in their place."""
    others = session.activity.sessions.planned()
    at = {"held_on": session.held_on, "starts_at": session.starts_at}
    same_day = Q(held_on=at["held_on"])
    before = Q(held_on__lt=at["held_on"]) | same_day & Q(starts_at__lt=at["starts_at"])
    after = Q(held_on__gt=at["held_on"]) | same_day & Q(starts_at__gt=at["starts_at"])
    return others.filter(before).last(), others.filter(after).first()


def with_activity(sessions, activity):
    """Return the sessions with the activity that is read already."""
    found = list(sessions)
    for session in found:
        session.activity = activity
    return found


def planned_text(days, count):
    """Return the message after `count` sessions were planned, with the days that were left out."""
    text = ngettext("%(count)s session is planned.", "%(count)s sessions are planned.", count)
    texts = [text % {"count": count}]
    if left_out := [day for day, reason in days.left_out if reason is LeftOut.HOLIDAY]:
        texts.append(_holidays_text(left_out))
    if closed := sum(reason is LeftOut.CLOSED for _day, reason in days.left_out):
        text = ngettext(
            "%(count)s day is in the closed period.", "%(count)s days are in the closed period.", closed
        )
        texts.append(text % {"count": closed})
    return " ".join(texts)


def _holidays_text(left_out):
    named = ", ".join(date_text(day) for day in left_out[:MOST_NAMED])
    if (more := len(left_out) - MOST_NAMED) > 0:
        return _("Left out as public holidays: %(days)s and %(more)s more.") % {"days": named, "more": more}
    return _("Left out as public holidays: %(days)s.") % {"days": named}
