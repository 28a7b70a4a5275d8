"""Activities for tests, with their sessions, participants and attendance."""

from datetime import date, time

from esfportal.database.bulk_copy import reserve_ids
from participants.attendance.models import Activity, Attendance, Enrolment, Session

# For tests/sample_objects.py: values of the parameters of addresses.
OF_SESSION = ("session", "record", "cancel", "restore", "remove_session")
OF_ENROLMENT = ("enrolment", "remove_enrolment")
PARAMETER_VALUES = {
    ("imports:attendance_of_activity", "pk"): lambda full_project: full_project.activity.pk,
    **{
        (f"imports:attendance_of_{what}", name): lambda full_project, value=value: value
        for what in ("activity", "month")
        for name, value in (("month", 3), ("kind", "csv"))
    },
    ("attendance", "pk"): lambda full_project: full_project.activity.pk,
    **{(f"attendance:{page}", "pk"): lambda full_project: full_project.session.pk for page in OF_SESSION},
    **{(f"attendance:{page}", "pk"): lambda full_project: full_project.enrolment.pk for page in OF_ENROLMENT},
}


def activity_of(project, name="Kalejdo A1", **values):
    return Activity.objects.create(project=project, name=name, **{"kind": "course", **values})


def session_of(activity, held_on=date(2018, 3, 5), **values):
    """Return a session from nine to twelve."""
    times = {"starts_at": time(9), "ends_at": time(12), **values}
    return Session.objects.create(project=activity.project, activity=activity, held_on=held_on, **times)


def enrolment_of(participation, activity, *, by=None, **values):
    """Return an enrolment from the first day of the participation."""
    given = {"starts_on": participation.spells.order_by("entry_date").first().entry_date, **values}
    return Enrolment.objects.create(participation=participation, activity=activity, recorded_by=by, **given)


def attendance_of(participation, session, *, by=None, **values):
    """Return attendance at the whole session, or with another state; with a note its minutes are stated."""
    note = values.pop("note", "")
    (key,) = reserve_ids(Attendance, 1)
    given = {"state": "present", "minutes": session.minutes, "is_stated": bool(note), **values}
    attendance = Attendance(pk=key, participation=participation, session=session, recorded_by=by, **given)
    attendance.write_note(note)
    attendance.save(force_insert=True)
    return attendance


def fill_activity(full_project):
    """Set `activity`, `session`, `enrolment` and `attendance` of the project of tests/sample_objects.py."""
    cast, own = full_project.cast, full_project.own
    activity = activity_of(full_project.project, employer=full_project.employer, leader=cast.case_worker)
    full_project.activity, full_project.session = activity, session_of(activity)
    session_of(activity, date(2018, 3, 6), cancelled_because="A1")
    full_project.enrolment = enrolment_of(own, activity, by=cast.leader)
    held = session_of(activity, max(date(2018, 3, 7), full_project.enrolment.starts_on))
    stated = {"minutes": 90, "note": "Gick hem"}
    full_project.attendance = attendance_of(own, held, by=cast.leader, **stated)


def empty_activity(activity):
    """Remove what hinders the removal of the activity."""
    Attendance.objects.filter(session__activity=activity).delete()
    activity.enrolments.all().delete()
