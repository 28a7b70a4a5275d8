"""Hours of an activity by participant, in a month or a quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from esfportal.swedish_days import last_of_month
from participants.attendance import hours
from participants.attendance.models import Attendance
from participants.attendance.pages.duration import minutes_text
from participants.register.models import Participation


@dataclass(frozen=True)
class Period:
    first: date
    last: date


@dataclass(frozen=True)
class PersonHours:
    participation: Participation
    attended: int  # sessions
    absent: int
    minutes: int
    reported: Decimal  # the hours of each month rounded down

    @property
    def text(self):
        return minutes_text(self.minutes)


def period_of(value):
    """Return the Period of "2018-03" or "2018-q1"."""
    year, _separator, part = value.partition("-")
    if part.startswith("q"):
        months = hours.months_of_quarter(date(int(year), 3 * int(part[1]), 1))
        return Period(months[0], last_of_month(months[2]))
    first = date(int(year), int(part), 1)
    return Period(first, last_of_month(first))


def person_hours(activity, period, user):
    shown = Attendance.objects.shown_to(user, activity.project).counted()
    rows = shown.filter(session__activity=activity, session__held_on__range=(period.first, period.last))
    found = rows.order_by().with_month().values("record", "month")
    found = found.annotate(
        total=Sum("minutes"),
        attended=Count("pk", filter=~Q(state=Attendance.State.ABSENT)),
        absent=Count("pk", filter=Q(state=Attendance.State.ABSENT)),
    )
    by_record = {}
    for row in found:
        by_record.setdefault(row["record"], []).append(row)
    people = Participation.objects.filter(pk__in=by_record).select_related("person").in_list_order()
    return [_of_person(each, by_record[each.pk], activity.project) for each in people]


def _of_person(participation, rows, project):
    participation.project = project
    return PersonHours(
        participation,
        sum(row["attended"] for row in rows),
        sum(row["absent"] for row in rows),
        sum(row["total"] for row in rows),
        sum((hours.reported_hours(row["total"], project.hours_rounding) for row in rows), Decimal()),
    )
