"""Context of an own page."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from participants.attendance.models import Session
from participants.own_page.access import coming_sessions

DAYS_AHEAD = 14


@dataclass(frozen=True)
class Day:
    day: date
    sessions: list[Session]


def home_context(participation):
    today = timezone.localdate()
    sessions = coming_sessions(participation, today, today + timedelta(days=DAYS_AHEAD - 1))
    days = [Day(day, list(rows)) for day, rows in groupby(sessions, key=lambda each: each.held_on)]
    return {"days": days, "project": participation.project}
