"""Write activities and their sessions."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import whole_project_access
from participants.attendance import recording, rules
from participants.attendance.enrolling import refuse_below_taken
from participants.attendance.models import Activity, Enrolment, Session
from participants.register.actions import ActionRefused
from participants.register.actions.errors import (
    AlreadyMade,
    raise_if_problems,
    savepoint_unless_violated,
)
from participants.register.rules.entry_rules import Problem

ONCE = {
    "activity_name_once_in_project": ("name", Activity),
    "session_once": ("starts_at", Session),
}


@transaction.atomic
def add_activity(activity, *, by):
    """Save a new activity. Raises ActionRefused for a name that the project has already."""
    _save(activity, "activity_name_once_in_project")
    audit(AuditAction.ACTIVITY_ADDED, activity, by=by)
    return activity


@transaction.atomic
def change_activity(activity, *, changed, by):
    if changed:
        if "capacity" in changed:
            refuse_below_taken(activity)
        _save(activity, "activity_name_once_in_project")
        audit(AuditAction.ACTIVITY_CHANGED, activity, by=by, fields=sorted(changed))
    return activity


@transaction.atomic
def remove_activity(activity, *, by):
    """Delete an activity without sessions and participants. Raises ActionRefused for one with them."""
    if activity.sessions.exists():
        raise ActionRefused([Problem("", _("It has sessions. Cancel those that are not held."))])
    with whole_project_access(activity.project):  # participants of all parts
        if Enrolment.objects.filter(activity=activity).exists():
            raise ActionRefused([Problem("", _("Participants are, or have been, enrolled in it."))])
    audit(AuditAction.ACTIVITY_REMOVED, activity, by=by)
    try:
        activity.delete()
    except ProtectedError:
        raise ActionRefused([Problem("", _("It can't be removed: other things refer to it."))]) from None


@transaction.atomic
def plan_sessions(activity, *, days, values, form_number, by):
    """Plan a session on each of the days: `starts_at`, `ends_at`, `break_minutes`, `place`; return those that are new.

    Days on which the activity has a session at that time already are left out. Raises ActionRefused, or AlreadyMade.
    """
    raise_if_problems(rules.time_problems(values))
    Activity.objects.select_for_update(no_key=True).get(
        pk=activity.pk
    )  # the second of two requests waits here
    sessions = Session.objects.filter(activity=activity)
    if sessions.filter(form_number=form_number).exists():
        raise AlreadyMade
    there = set(
        sessions.filter(held_on__in=days, starts_at=values["starts_at"]).values_list("held_on", flat=True)
    )
    planned = [
        Session(project=activity.project, activity=activity, held_on=day, form_number=form_number, **values)
        for day in days
        if day not in there
    ]
    if not planned:
        raise ActionRefused([Problem("", _("The activity has a session at this time on all of these days."))])
    Session.objects.bulk_create(planned)
    audit(AuditAction.SESSIONS_PLANNED, activity, by=by, sessions=len(planned))
    return planned


@transaction.atomic
def change_session(session, *, values, by):
    """Move a session, or change its break or place. Raises ActionRefused."""
    raise_if_problems(rules.time_problems(values))
    changed = sorted(name for name, value in values.items() if getattr(session, name) != value)
    if not changed:
        return session
    if "held_on" in changed:
        recording.refuse_with_attendance(session, _("Attendance is recorded: the session keeps its day."))
    if {"starts_at", "ends_at", "break_minutes"} & {*changed}:
        recording.refuse_locked(session)
    if {"held_on", "starts_at"} & {*changed} and not session.is_moved:
        session.first_held_on, session.first_starts_at = session.held_on, session.starts_at
    for name in changed:
        setattr(session, name, values[name])
    if (session.held_on, session.starts_at) == (session.first_held_on, session.first_starts_at):
        session.first_held_on = session.first_starts_at = None  # moved back
    _save(session, "session_once")
    recording.follow_session(session)
    audit(AuditAction.SESSION_CHANGED, session, by=by, fields=changed)
    return session


@transaction.atomic
def cancel_session(session, *, reason, by):
    """Say that a session is not held. Raises ActionRefused for one with attendance."""
    recording.refuse_with_attendance(session)
    session.cancelled_because = reason
    session.save(update_fields=["cancelled_because"])
    audit(AuditAction.SESSION_CANCELLED, session, by=by)
    return session


@transaction.atomic
def restore_session(session, *, by):
    """Plan a cancelled session again."""
    if session.is_cancelled:
        session.cancelled_because = ""
        session.save(update_fields=["cancelled_because"])
        audit(AuditAction.SESSION_RESTORED, session, by=by)
    return session


@transaction.atomic
def remove_session(session, *, by):
    """Delete a session that was planned by mistake; one that is not held is cancelled instead. Raises ActionRefused."""
    recording.refuse_with_attendance(session)
    audit(AuditAction.SESSION_REMOVED, session, by=by)
    session.delete()


def _save(row, constraint):
    field, model = ONCE[constraint]
    with savepoint_unless_violated(constraint, lambda: _refused(constraint, field, model)):
        row.save()


def _refused(constraint, field, model):
    (found,) = [each for each in model._meta.constraints if each.name == constraint]
    return ActionRefused([Problem(field, str(found.violation_error_message))])
