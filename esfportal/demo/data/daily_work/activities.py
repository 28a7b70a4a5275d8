"""Made-up activities of the running project, with sessions around the day of loading."""

from datetime import time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from esfportal.demo.data import running_project
from esfportal.swedish_days import holidays
from participants.attendance.actions import add_activity, cancel_session, change_session, plan_sessions
from participants.attendance.models import Activity
from participants.attendance.series import Series, days_of
from projects.models import Project

WEEKS_BACK, WEEKS_AHEAD = 4, 8
MONTHS_BACK = 3
WITH_MONTHS = "Jobbsökargruppen"  # which began three months ago, so that three can be closed
# Name, kind, municipality or None, place, weekdays, from, to, break; and whether it counts as project time.
ACTIVITIES = (
    ("Jobbsökargruppen", "group", "2180", "Stadsbiblioteket, sal 2", {0, 3}, time(9), time(12), 15, True),
    ("Svenska i arbetet", "course", "2180", "Vuxenutbildningen", {1, 2}, time(13), time(15, 30), 15, True),
    ("Hälsa och vardag", "group", "2104", "Folkets hus", {2}, time(10), time(11, 30), 0, True),
    ("Datorstuga", "self_study", None, "På distans", {4}, time(9), time(11), 0, True),
    ("Fika med tidigare deltagare", "meeting", None, "Projektkontoret", {4}, time(14), time(15), 0, False),
)
INTERVENTIONS = {WITH_MONTHS: "vagvisaren", "Svenska i arbetet": "spraksparet"}


def passed_months(today):
    """Return the first days of the last three months, the earliest first."""
    months = [today.replace(day=1)]
    for _each in range(MONTHS_BACK):
        months.insert(0, (months[0] - timedelta(1)).replace(day=1))
    return months[:-1]


@transaction.atomic
def build_activities(*, leader, by):
    """Plan the activities; a project that has some is left unchanged."""
    project = Project.objects.get(slug=running_project.SLUG)
    if project.activities.exists():
        return
    for activity in ACTIVITIES:
        _add(project, *activity, leader=leader, by=by)
    coming = list(project.activities.get(name=WITH_MONTHS).sessions.filter(held_on__gt=timezone.localdate()))
    cancel_session(coming[1], reason="Kursledaren är på utbildning.", by=by)
    moved = {"held_on": coming[2].held_on + timedelta(1), "starts_at": time(13), "ends_at": time(16)}
    change_session(coming[2], values=moved | {"break_minutes": 15, "place": "Arbetsförmedlingen"}, by=by)


def _add(project, name, kind, code, place, weekdays, starts_at, ends_at, pause, counts, *, leader, by):
    activity = Activity(
        project=project,
        name=name,
        kind=kind,
        municipality_id=code,
        intervention=project.interventions.filter(code=INTERVENTIONS.get(name, "")).first(),
        place=place,
        leader=leader,
        is_project_time=counts,
        capacity=12,
    )
    add_activity(activity, by=by)
    today = timezone.localdate()
    first, last = today - timedelta(weeks=WEEKS_BACK), today + timedelta(weeks=WEEKS_AHEAD)
    if name == WITH_MONTHS:
        first = passed_months(today)[0]
    days = days_of(Series(first, last, frozenset(weekdays)), holidays)
    times = {"starts_at": starts_at, "ends_at": ends_at, "break_minutes": pause, "place": ""}
    plan_sessions(activity, days=days.held, values=times, form_number=uuid4(), by=by)
