"""Days on which a participant is asked: so many days after the start or the end of the last period."""

from django.db.models import Q

from participants.surveys.models import Occasion

AFTER = {Occasion.START: 0, Occasion.MIDDLE: 90, Occasion.EXIT: 0, Occasion.SIX_MONTHS: 182}
LASTS = 60  # days


def counted_from(occasion):
    """Return the name of the day, of a spell, from which the occasion is counted."""
    return "entry_date" if occasion in (Occasion.START, Occasion.MIDDLE) else "exit_date"


def last_day(occasion):
    return AFTER[Occasion(occasion)] + LASTS


def is_due(occasion, days_ago):
    """Return the condition, over last spells, that the survey is for the person; `days_ago(number)` is a date."""
    name = counted_from(occasion)
    is_in = Q(exit_date__isnull=True) if name == "entry_date" else Q()
    begun = {
        f"{name}__gte": days_ago(last_day(occasion)),
        f"{name}__lte": days_ago(AFTER[Occasion(occasion)]),
    }
    return is_in & Q(**begun)
