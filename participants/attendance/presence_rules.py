"""Rules of enrolments and attendance: what is possible, and which months are closed."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from esfportal.registry import Registry
from esfportal.ui.formats import date_text
from participants.attendance import hours
from participants.register.rules.entry_rules import Problem

# Functions of (participations, first, last) that return {(key of a participation, first day of a month)}.
LOCKED_MONTHS = Registry()
LOCKED = gettext_lazy("The month is closed for the participant: its attendance is not changed.")


def locked_months(participations, first, last):
    """Return {(key of a participation, first day of a month)}: attendance of these is not changed."""
    found = set()
    for months_of in LOCKED_MONTHS:
        found |= months_of(participations, first.replace(day=1), last)
    return found


def is_locked(participation, month):
    """Return whether the participation's attendance in the month of the day is closed."""
    first = month.replace(day=1)
    return (participation.pk, first) in locked_months([participation], first, first)


def enrolment_problems(starts_on, ends_on, *, spells, municipality):
    """Yield what is wrong with the days of an enrolment.

    `spells` are (entry, exit or None, municipality), `municipality` that of the activity, or None.
    """
    if ends_on and ends_on < starts_on:
        yield Problem("ends_on", _("The end is before the start."))
        return
    within = [(left, place) for entry, left, place in spells if includes(entry, left, starts_on)]
    if not within:
        yield Problem("starts_on", _("The day is not in a period of the participant."))
        return
    ((left, place),) = within
    if municipality and place != municipality:
        yield Problem("starts_on", _("The participant is not in the activity's municipality on that day."))
    if left and (ends_on is None or ends_on > left):
        text = _("The participant left on %(date)s: the enrolment ends then at the latest.")
        yield Problem("ends_on", text % {"date": date_text(left)})


def capacity_problem(taken, wanted, capacity):
    """Return the problem of more people than places, or None; `taken` are those of the fullest day."""
    left = max(0, capacity - taken)
    if wanted <= left:
        return None
    if left == 0:
        return Problem("", _("All places of the activity are taken on these days."))
    text = ngettext(
        "%(count)s place is left on these days, and %(wanted)s people are chosen.",
        "%(count)s places are left on these days, and %(wanted)s people are chosen.",
        left,
    )
    return Problem("", text % {"count": left, "wanted": wanted})


def clipped(periods, first, last):
    """Return what of the periods (first day, last day or None) lies between the days (`last` None: without an end)."""
    latest = last or date.max
    return [
        (max(starts_on, first), min(ends_on or date.max, latest))
        for starts_on, ends_on in periods
        if starts_on <= latest and (ends_on or date.max) >= first
    ]


def session_problems(session, *, today):
    if session.is_cancelled:
        yield Problem("", _("The session is not held."))
    elif session.held_on > today:
        yield Problem("", _("The session is in the future."))


def presence_problems(values, *, session, spells, enrolments, others):
    """Yield what is wrong with a participant's attendance.

    `values` are those of Attendance with `stated_minutes` and `note`; `others` the participant's attendance at
    other sessions of the day.
    """
    day = session.held_on
    if not any(includes(entry, left, day) for entry, left in spells):
        yield Problem("state", _("The participant does not take part in the project on that day."))
    elif not any(enrolment.includes(day) for enrolment in enrolments):
        yield Problem("state", _("The participant is not enrolled on that day."))
    yield from _minutes_problems(values, session)
    for other in at_once(period_at(session, values["state"], values["missed_minutes"]), others):
        about = {"activity": other.session.activity.name, "time": f"{other.session.starts_at:%H:%M}"}
        yield Problem("state", _("The participant is at %(activity)s at %(time)s then.") % about)


def at_once(period, others):
    """Yield the attendance at other sessions of the day during the period (`period_at`)."""
    for other in others:
        if hours.overlap(period, period_at(other.session, other.state, other.missed_minutes)):
            yield other


def _minutes_problems(values, session):
    if values["state"] == "absent" and not values["reason"]:
        yield Problem("reason", _("Choose the reason for the absence."))
    if values["state"] != "absent" and values["reason"]:
        yield Problem("reason", _("The participant is not absent. Take the reason away."))
    if values["state"] in ("present", "absent") and values["missed_minutes"]:
        text = _("Minutes belong to those who were late or left early. Take them away.")
        yield Problem("missed_minutes", text)
    if values["state"] in ("late", "left_early"):
        if not values["missed_minutes"]:
            yield Problem("missed_minutes", _("State how many minutes."))
        elif values["missed_minutes"] >= session.minutes:
            yield Problem("missed_minutes", _("That is the whole session."))
    stated = values["stated_minutes"]
    if stated is None:
        return
    if values["state"] == "absent" and stated:
        yield Problem("stated_minutes", _("An absent participant has no hours."))
    elif stated > session.minutes:
        text = _("The session lasts %(minutes)s minutes without its break.")
        yield Problem("stated_minutes", text % {"minutes": session.minutes})
    if not values["note"]:
        yield Problem("note", _("Say why the time is another."))


def period_at(session, state, missed):
    return hours.attended_period(session.starts_at, session.ends_at, state, missed)


def includes(first, last, day):
    return first <= day and (last is None or day <= last)
