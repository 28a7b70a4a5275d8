"""Rules of benefit periods."""

from datetime import date

from django.utils.translation import gettext as _

from participants.register.rules.entry_rules import Problem

EARLIEST = date(1990, 1, 1)


def period_problems(starts_on, ends_on, *, spells):
    """Yield what is wrong with the days of a benefit: it may begin before the participation, and last longer.

    `spells` are (entry, exit or None). Hours count only on days with both.
    """
    if ends_on and ends_on < starts_on:
        yield Problem("ends_on", _("The end is before the start."))
    elif starts_on < EARLIEST:
        yield Problem("starts_on", _("The day is too long ago. Check the year."))
    elif not any(
        starts_on <= (left or date.max) and (ends_on or date.max) >= entry for entry, left in spells
    ):
        yield Problem("starts_on", _("The participant did not take part on any of these days."))


def overlap_problem():
    return Problem("starts_on", _("The benefit is recorded for some of these days already."))
