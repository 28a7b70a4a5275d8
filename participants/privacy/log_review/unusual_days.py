"""Unusual days: a user opened far more people than the colleagues do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from statistics import median

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Q
from django.db.models.functions import TruncDate

MAX_DAYS = 50  # more days than this are no exception


@dataclass(frozen=True)
class UnusualDay:
    actor: int  # the key of a user
    day: date
    people: int
    usual: float  # the median of the colleagues' days


def unusual_days(entries):
    """Return unusual days, most people first."""
    days = (
        entries.deliberate()
        .filter(actor__isnull=False)
        .order_by()
        .values("actor", day=TruncDate("at"))
        .annotate(lists=JSONBAgg("subjects"))
    )
    # A file counts every person in it; a person opened twice counts once.
    return above_limit([(row["actor"], row["day"], len(set(chain(*row["lists"])))) for row in days])


def above_limit(counts):
    """Return the (actor, day, people) above the limit, as UnusualDays."""
    by_actor = defaultdict(list)
    for actor, _day, people in counts:
        by_actor[actor].append(people)
    usual = {actor: _median_of_others(by_actor, actor) for actor in by_actor}
    found = [
        UnusualDay(actor, day, people, usual[actor])
        for actor, day, people in counts
        if people > max(settings.ACCESS_LOG_MANY_FROM, settings.ACCESS_LOG_MANY * usual[actor])
    ]
    return sorted(found, key=lambda busy: (-busy.people, busy.day, busy.actor))[:MAX_DAYS]


def _median_of_others(by_actor, actor):
    others = [people for other, days in by_actor.items() if other != actor for people in days]
    # 0 without colleagues: then only the fixed limit counts.
    return median(others) if others else 0


def on_unusual_days(entries):
    days = unusual_days(entries)
    if not days:
        return entries.none()
    scope = Q()
    for busy in days:
        scope |= Q(actor=busy.actor, at__date=busy.day)
    return entries.deliberate().filter(scope)
