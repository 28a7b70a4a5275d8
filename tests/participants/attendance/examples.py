"""Activities for tests, with their sessions."""

from datetime import date, time

from participants.attendance.models import Activity, Session


def activity_of(project, name="Kalejdo A1", **values):
    return Activity.objects.create(project=project, name=name, **{"kind": "course", **values})


def session_of(activity, held_on=date(2018, 3, 5), **values):
    """Return a session from nine to twelve."""
    times = {"starts_at": time(9), "ends_at": time(12), **values}
    return Session.objects.create(project=activity.project, activity=activity, held_on=held_on, **times)
