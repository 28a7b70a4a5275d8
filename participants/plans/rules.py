"""Rules of plans and notes: what a text may not have, and which days are likely."""

from datetime import timedelta

from django.utils.translation import gettext as _

from participants.register.actions.errors import raise_if_problems
from participants.register.identity import numbers
from participants.register.rules.entry_rules import Problem

RENEWED_AFTER = timedelta(days=90)
FARTHEST = timedelta(days=5 * 366)  # a year with a typing mistake is farther away


def text_problems(**texts):
    for name, text in texts.items():
        if numbers.are_in(text):
            yield Problem(name, _("The text has a personal identity number. Remove it."))


def check_texts(**texts):
    raise_if_problems(text_problems(**texts))


def step_problems(values, *, today):
    if values["starts_at"] and values["kind"] != "meeting":
        yield Problem("starts_at", _("Only a meeting has a time of day."))
    if abs(values["due_on"] - today) > FARTHEST:
        yield Problem("due_on", _("The date is more than five years away. Check the year."))


def renewal_problems(renew_by, *, today):
    if not today <= renew_by <= today + timedelta(days=366):
        yield Problem("renew_by", _("Choose a day within a year from today."))
