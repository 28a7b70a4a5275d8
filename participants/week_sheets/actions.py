"""Write week sheets: their days, the confirmation on paper, the attendance that they become, and opening them again."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from esfportal.ui.formats import date_text
from participants.attendance import presence_rules
from participants.attendance.models import Attendance, Session
from participants.attendance.recording import record_attendance
from participants.evidence.actions import keep_scan, store_file
from participants.evidence.models import Proof
from participants.register.actions import ActionRefused
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems, savepoint_unless_violated
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem
from participants.week_sheets import days as rules
from participants.week_sheets.models import WeekSheet

State = WeekSheet.State


@transaction.atomic
def save_days(sheet, *, participation, days, by):
    participation = lock_participation(participation)
    sheet = locked_sheet(sheet, State.OPEN) if sheet.pk else sheet
    is_new = sheet.pk is None
    _check(days, participation)
    sheet.write_content(sheet.content | {"days": rules.stored(days)})
    sheet.recorded_at, sheet.recorded_by = timezone.now(), by
    with savepoint_unless_violated("week_sheet_once", _made_already):
        sheet.save(force_insert=is_new)
    record_change(AuditAction.WEEK_SHEET_SAVED, participation, by=by, sheet=sheet.pk)
    return sheet


@transaction.atomic
def confirm_on_paper(sheet, *, participation, name, signed_on, note, by, file=None):
    """Keep the tutor's confirmation, of which the original is on paper (`note` says where), and record the hours.

    `file`: a scan of the paper, if there is one. Raises ActionRefused.
    """
    stored = store_file(file) if file else None
    participation = lock_participation(participation)
    sheet = locked_sheet(sheet, State.OPEN)
    raise_if_problems(_paper_problems(sheet, signed_on))
    said = {"means": "paper", "name": name, "on": signed_on.isoformat(), "kept": note}
    confirm(sheet, said)
    if stored:
        _attach(sheet, stored, file.kind, by)
    sheet.link_hash = sheet.link_expires_at = None
    sheet.save()
    record_change(AuditAction.WEEK_SHEET_CONFIRMED, participation, by=by, sheet=sheet.pk)
    return _record(sheet, participation, by)


@transaction.atomic
def add_scan(sheet, *, participation, file, by):
    """Keep the scan of a sheet confirmed on paper. Raises ActionRefused."""
    stored = store_file(file)
    lock_participation(participation)
    sheet = locked_sheet(sheet, State.CONFIRMED, State.RECORDED)
    if not lacks_scan(sheet):
        raise ActionRefused([Problem("", _("There is a scan already. Withdraw it if it is the wrong one."))])
    _attach(sheet, stored, file.kind, by)
    sheet.save()
    return sheet


def lacks_scan(sheet):
    """Return whether the sheet was last confirmed on paper, of which there is no scan."""
    latest = sheet.content["confirmations"][-1]
    return latest["means"] == "paper" and not scans_of(sheet).get(latest.get("scan"))


def scans_of(sheet):
    keys = {each["scan"] for each in sheet.content["confirmations"] if "scan" in each}
    return Proof.objects.in_force().select_related("file").in_bulk(keys) if keys else {}


def _attach(sheet, stored, kind, by):
    *earlier, latest = sheet.content["confirmations"]
    about = {"dated_on": date.fromisoformat(latest["on"]), "sheet": sheet.pk, "by": by}
    scan = keep_scan(sheet.participation, stored, kind=kind, **about)
    sheet.write_content(sheet.content | {"confirmations": [*earlier, latest | {"scan": scan.pk}]})


@transaction.atomic
def record_hours(sheet, *, participation, by):
    participation = lock_participation(participation)
    return _record(locked_sheet(sheet, State.CONFIRMED), participation, by)


@transaction.atomic
def reopen(sheet, *, participation, note, by):
    """Open a sheet that is to be corrected, and remove its attendance. Raises ActionRefused for a closed month."""
    participation = lock_participation(participation)
    sheet = locked_sheet(sheet, State.CONFIRMED, State.RECORDED)
    first, last = sheet.monday, rules.days_of_week(sheet.monday)[-1]
    found = _attendance_of(sheet, participation)
    locked = presence_rules.locked_months([participation], first, last)
    if any((participation.pk, each.session.held_on.replace(day=1)) in locked for each in found):
        raise ActionRefused([Problem("", str(presence_rules.LOCKED))])
    for attendance in found:
        record_change(AuditAction.ATTENDANCE_REMOVED, participation, by=by, attendance=attendance.pk)
        attendance.delete()
    Session.with_sheets.filter(pk__in=[each.session_id for each in found]).delete()
    *earlier, latest = sheet.content["confirmations"]
    ended = latest | {"reopened": timezone.now().isoformat(), "because": note}
    sheet.write_content(sheet.content | {"confirmations": [*earlier, ended]})
    sheet.state = State.OPEN
    sheet.save()
    record_change(AuditAction.WEEK_SHEET_REOPENED, participation, by=by, sheet=sheet.pk)
    return sheet


def confirm(sheet, said):
    """Add a confirmation with what was shown and its checksum; the sheet is not saved."""
    content = sheet.content
    shown = {"monday": sheet.monday.isoformat(), "days": content["days"], **said}
    shown["at"] = timezone.now().isoformat()
    kept = shown | {"digest": rules.digest_of(shown)}
    sheet.write_content(content | {"confirmations": [*content["confirmations"], kept]})
    sheet.state = State.CONFIRMED


def _record(sheet, participation, by):
    for day in sheet.days:
        session = Session.with_sheets.create(
            project=participation.project,
            activity=sheet.activity,
            held_on=day.date,
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            break_minutes=day.break_minutes,
            is_from_sheet=True,
        )
        state = Attendance.State.ABSENT if day.reason else Attendance.State.PRESENT
        values = {"state": state.value, "reason": day.reason, "missed_minutes": 0}
        values |= {"stated_minutes": None, "note": ""}
        try:
            record_attendance(session, participation, values=values, seen="", by=by)
        except ActionRefused as error:
            raise ActionRefused([_of_day(day, problem) for problem in error.problems]) from None
    sheet.state = State.RECORDED
    sheet.save(update_fields=["state"])
    record_change(AuditAction.WEEK_SHEET_RECORDED, participation, by=by, sheet=sheet.pk)
    return sheet


def _check(days, participation):
    today, found = timezone.localdate(), []
    written = [day for day in days if day.is_written]
    for day in written:
        found += rules.problems(day, today=today)
    raise_if_problems(found)
    months = {day.date.replace(day=1): day.date for day in written}
    for day in months.values():
        if presence_rules.is_locked(participation, day):
            raise ActionRefused([Problem(rules.field_name(day, "starts_at"), str(presence_rules.LOCKED))])


def _paper_problems(sheet, signed_on):
    days = sheet.days
    if not days:
        yield Problem("", _("No day is written in the sheet."))
    elif signed_on < days[-1].date:
        yield Problem("signed_on", _("The last day of the sheet is later."))
    if signed_on > timezone.localdate():
        yield Problem("signed_on", _("The date is in the future."))


def _of_day(day, problem):
    return Problem("", f"{date_text(day.date)}: {problem.message}")


def _attendance_of(sheet, participation):
    week = rules.days_of_week(sheet.monday)
    found = Attendance.objects.of_record(participation).filter(
        session__is_from_sheet=True, session__activity=sheet.activity_id, session__held_on__in=week
    )
    return list(found.filter(participation=sheet.participation_id).select_related("session"))


def locked_sheet(sheet, *states):
    found = WeekSheet.objects.select_for_update(of=("self",)).select_related("activity").get(pk=sheet.pk)
    if found.state not in states:
        text = _("The week sheet is in another state now: %(state)s.") % {"state": found.get_state_display()}
        raise ActionRefused([Problem("", text)])
    return found


def _made_already():
    (constraint,) = [each for each in WeekSheet._meta.constraints if each.name == "week_sheet_once"]
    return ActionRefused([Problem("", str(constraint.violation_error_message))])
