"""Record, change and remove attendance, and keep it in step with its session."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.database_access import whole_project_access
from esfportal.database.bulk_copy import reserve_ids
from participants.attendance import hours
from participants.attendance import presence_rules as rules
from participants.attendance.models import Attendance, Enrolment, Session
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem

FIELDS = ("state", "reason", "missed_minutes", "minutes", "is_stated")


class OtherWrote(ActionRefused):
    """Raised when another user has recorded the attendance since the page was opened."""

    def __init__(self, attendance):
        self.attendance = attendance  # None: it was removed
        super().__init__([Problem("state", _("It was changed after you opened the page."))])


@transaction.atomic
def record_attendance(session, participation, *, values, seen, by):
    """Record a participant's attendance at a session, or remove it (`state` is "").

    `values`: `state`, `reason`, `missed_minutes`, `stated_minutes` or None, `note`. `seen` is the `version` of the
    attendance that the page had shown. Raises OtherWrote, or ActionRefused.
    """
    participation = lock_participation(participation)  # one at a time of each participant
    rows = Attendance.objects.of_record(participation).select_for_update(of=("self",))
    attendance = rows.filter(session=session).order_by("pk").first()
    if version_of(attendance) != seen:
        raise OtherWrote(attendance)
    raise_if_problems(_problems(session, participation, values))
    if not values["state"]:
        return _remove(attendance, participation, by)
    is_new = attendance is None
    if is_new:
        (key,) = reserve_ids(Attendance, 1)
        attendance = Attendance(pk=key, participation=participation, session=session)
    _set(attendance, values)
    attendance.recorded_at, attendance.recorded_by = timezone.now(), by
    attendance.save(force_insert=is_new)
    action = AuditAction.ATTENDANCE_RECORDED if is_new else AuditAction.ATTENDANCE_CHANGED
    record_change(action, participation, by=by, attendance=attendance.pk)
    return attendance


def locked_sessions(keys):
    """Return {key: session}, locked before the participants, in one order."""
    rows = Session.objects.filter(pk__in=keys).select_related("activity").order_by("pk")
    return {session.pk: session for session in rows.select_for_update(of=("self",), no_key=True)}


def version_of(attendance):
    """Return the version of stored attendance, "" for none: it differs after each change."""
    return f"{attendance.pk}:{attendance.recorded_at.timestamp()}" if attendance else ""


def follow_session(session):
    """Compute the minutes of the session's attendance again after its times were changed. Raises ActionRefused."""
    with whole_project_access(session.project):
        found = list(_attendance_at(session).exclude(state=Attendance.State.ABSENT))
        for attendance in found:
            if not attendance.is_stated:
                attendance.minutes = hours.attended_minutes(
                    session.minutes, attendance.state, attendance.missed_minutes
                )
            if attendance.minutes > session.minutes or attendance.missed_minutes >= session.minutes:
                raise ActionRefused([Problem("ends_at", _("The attendance that is recorded is longer."))])
            period = rules.period_at(session, attendance.state, attendance.missed_minutes)
            if any(rules.at_once(period, _others(attendance.participation, session))):
                text = _("A participant would be at two sessions at once.")
                raise ActionRefused([Problem("starts_at", text)])
            attendance.save(update_fields=["minutes"])


def refuse_with_attendance(session, text=""):
    """Raise ActionRefused for a session at which attendance is recorded, also of people whom the user can't see."""
    with whole_project_access(session.project):
        count = Attendance.objects.filter(session=session).count()
    if count:
        text = text or _("Attendance is recorded at the session. Remove it first.")
        raise ActionRefused([Problem("", text)])


def refuse_locked(session):
    """Raise ActionRefused for a session with attendance in a month that is closed for a participant."""
    with whole_project_access(session.project):
        people = [each.participation for each in _attendance_at(session)]
        if rules.locked_months(people, session.held_on, session.held_on):
            raise ActionRefused([Problem("", str(rules.LOCKED))])


def _attendance_at(session):
    rows = Attendance.objects.filter(session=session).select_related("participation")
    return rows.order_by("participation").select_for_update(of=("self", "participation"))


def _problems(session, participation, values):
    yield from rules.session_problems(session, today=timezone.localdate())
    if rules.is_locked(participation, session.held_on):
        yield Problem("state", str(rules.LOCKED))
    if values["state"]:
        yield from rules.presence_problems(
            values,
            session=session,
            spells=participation.spells.values_list("entry_date", "exit_date"),
            enrolments=Enrolment.objects.of_record(participation).filter(activity=session.activity_id),
            others=_others(participation, session),
        )


def _others(participation, session):
    found = Attendance.objects.of_record(participation).filter(session__held_on=session.held_on)
    return found.exclude(session=session).select_related("session__activity")


def _set(attendance, values):
    for name in ("state", "reason", "missed_minutes"):
        setattr(attendance, name, values[name])
    stated, session = values["stated_minutes"], attendance.session
    computed = hours.attended_minutes(session.minutes, values["state"], values["missed_minutes"])
    attendance.is_stated = stated is not None and stated != computed
    attendance.minutes = stated if attendance.is_stated else computed
    attendance.write_note(values["note"] if attendance.is_stated else "")


def _remove(attendance, participation, by):
    if attendance:
        record_change(AuditAction.ATTENDANCE_REMOVED, participation, by=by, attendance=attendance.pk)
        attendance.delete()
