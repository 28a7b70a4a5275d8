"""Rules for placements: within a period of the participant and of the offer, and no more people than places."""

from datetime import date

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_text
from participants.register.dates import immediate_result_until
from participants.register.rules.entry_rules import Problem


def most_at_once(periods):
    """Return how many of the periods (first day, last day or None) include the same day, at most."""
    days = [(first, 0, 1) for first, _last in periods]
    # A place is free on the day after the last one.
    days += [(last, 1, -1) for _first, last in periods if last]
    most = taken = 0
    for _day, _after, change in sorted(days):
        taken += change
        most = max(most, taken)
    return most


def overlapping(periods, first, last):
    """Return the periods that have a day from `first` to `last` (None: without an end)."""
    latest = last or date.max
    return [period for period in periods if period[0] <= latest and (period[1] or date.max) >= first]


def period_problems(starts_on, ends_on, *, is_job, spells):
    """Yield what is wrong with the days of a placement; `spells` are (entry, exit or None)."""
    if ends_on and ends_on < starts_on:
        yield Problem("ends_on", _("The end is before the start."))
        return
    # A job often begins when the participant has left.
    within = [
        (entry, left)
        for entry, left in spells
        if entry <= starts_on
        and (left is None or starts_on <= (immediate_result_until(left) if is_job else left))
    ]
    if not within:
        yield Problem("starts_on", _("The day is not in a period of the participant."))
        return
    left = max(left or date.max for _entry, left in within)
    if not is_job and left < date.max and (ends_on is None or ends_on > left):
        text = _("The participant left on %(date)s: the placement ends then at the latest.")
        yield Problem("ends_on", text % {"date": date_text(left)})


def offer_problems(starts_on, ends_on, *, offer):
    """Yield what is wrong with the days of a placement on an offered place."""
    last = offer.ends_on
    if starts_on < offer.starts_on or (last and starts_on > last):
        yield Problem("starts_on", _("The place is not offered on that day."))
    elif offer.kind != "job" and last and ends_on and ends_on > last:
        text = _("The place is offered until %(date)s.")
        yield Problem("ends_on", text % {"date": date_text(last)})
