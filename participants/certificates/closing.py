"""Close a participant's month: what it needs, and the certificate that is frozen of it."""

from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from esfportal.swedish_days import last_of_month
from participants.attendance.models import Attendance, Enrolment, Session
from participants.attendance.presence_rules import includes
from participants.benefits.models import BenefitPeriod
from participants.certificates.actions import write_event
from participants.certificates.document.content import content_of
from participants.certificates.models import Certificate
from participants.certificates.states import Step
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_participation, lock_participations
from participants.register.models import Spell
from participants.register.rules.entry_rules import Problem
from participants.week_sheets.models import WeekSheet
from projects import overview
from projects.models import ProgrammePeriod

# Forms of these periods had a line for the person responsible for the attendance.
COUNTERSIGNED = (ProgrammePeriod.P2007, ProgrammePeriod.P2014)


class Month(NamedTuple):
    attendances: list[Attendance]
    unrecorded: int  # sessions that the participant was to be at, without attendance
    spells: list[tuple[date, date | None]]
    certificates: list[Certificate]  # by version, of merged records too
    benefits: list[BenefitPeriod] = []  # on a day of the month
    week_sheets: int = 0  # with a day of the month, that are not recorded as attendance


def problems_of(month: date, found: Month, *, today: date) -> list[Problem]:
    if any(each.is_in_force for each in found.certificates):
        return [Problem("", _("The month is closed already."))]
    problems = []
    # A participant who has left needs not wait for the end of the month.
    is_going_on = not found.spells or any(left is None or left >= today for _entry, left in found.spells)
    if last_of_month(month) >= today and is_going_on:
        problems.append(Problem("", _("The month is not over.")))
    if not found.attendances:
        problems.append(Problem("", _("No attendance is recorded in the month.")))
    if found.unrecorded:
        text = ngettext(
            "Attendance is missing at %(count)s session. Record it, or cancel the session.",
            "Attendance is missing at %(count)s sessions. Record it, or cancel the sessions.",
            found.unrecorded,
        )
        problems.append(Problem("", text % {"count": found.unrecorded}))
    if found.week_sheets:
        text = ngettext(
            "The hours of %(count)s week sheet are not recorded. Record them, or empty the sheet.",
            "The hours of %(count)s week sheets are not recorded. Record them, or empty the sheets.",
            found.week_sheets,
        )
        problems.append(Problem("", text % {"count": found.week_sheets}))
    return problems


def months_of(participations: list[Any], month: date) -> dict[int, Month]:
    """Return {key of a participation: its month}, in a fixed number of statements."""
    keys, days = [each.pk for each in participations], (month, last_of_month(month))
    of_records = Q(participation__in=keys) | Q(participation__merged_into__in=keys)
    present = Attendance.objects.filter(of_records, session__held_on__range=days)
    # Two records that were merged may have been at one session: it counts once (ADR 153).
    attendances = {
        record: [*{each.session_id: each for each in rows}.values()]
        for record, rows in _by_record(present.select_related("session__activity").order_by("-pk")).items()
    }
    enrolments = _by_record(Enrolment.objects.filter(of_records, starts_on__lte=days[1]).going_on(month))
    certificates = _by_record(Certificate.objects.filter(of_records, month=month).order_by("version", "pk"))
    benefits = BenefitPeriod.objects.filter(of_records, starts_on__lte=days[1]).going_on(month)
    benefits = _by_record(benefits.order_by("starts_on", "pk"))
    spells = Spell.objects.filter(participation__in=keys).order_by("participation")
    periods = _grouped(spells.values_list("participation", "entry_date", "exit_date"))
    sessions = _sessions(enrolments, days)
    sheets = _by_record(WeekSheet.objects.filter(of_records).to_record(*days))
    return {
        key: Month(
            attendances.get(key, []),
            _unrecorded(enrolments.get(key, ()), sessions, attendances.get(key, ())),
            [row[1:] for row in periods.get(key, ())],
            certificates.get(key, []),
            benefits.get(key, []),
            sum(sheet.has_day_within(*days) for sheet in sheets.get(key, ())),
        )
        for key in keys
    }


def _by_record(rows):
    found = {}
    for row in rows.with_record():
        found.setdefault(row.record, []).append(row)
    return found


def _grouped(rows):
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row[0])}


def _sessions(enrolments, days):
    activities = {each.activity_id for rows in enrolments.values() for each in rows}
    planned = Session.objects.planned().between(*days).filter(activity__in=activities).order_by("activity")
    return _grouped(planned.values_list("activity", "pk", "held_on"))


def _unrecorded(enrolments, sessions, attendances):
    """Return the number of sessions during the enrolments without attendance."""
    expected = {
        pk
        for each in enrolments
        for _activity, pk, held_on in sessions.get(each.activity_id, ())
        if includes(each.starts_on, each.ends_on, held_on)
    }
    return len(expected - {each.session_id for each in attendances})


@transaction.atomic
def close_month(participation, month, *, by):
    """Freeze the participant's month as a certificate. Raises ActionRefused."""
    participation = lock_participation(participation)  # attendance is recorded under the same lock
    found = months_of([participation], month)[participation.pk]
    raise_if_problems(problems_of(month, found, today=timezone.localdate()))
    about = _about(participation.project)
    return _close(participation, month, found, about, by)


@transaction.atomic
def close_months(participations, month, *, by, seen=MappingProxyType({})):
    """Freeze the month of those participants of a project for whom it is possible.

    `seen` are the minutes that a list had shown of some. Returns (certificates, {key of a participation: why not}).
    """
    locked = lock_participations(participations)
    found, today = months_of(locked, month), timezone.localdate()
    refused = {each.pk: _("The record has been voided or merged.") for each in participations}
    certificates, about = [], _about(locked[0].project) if locked else {}
    for each in locked:
        problems = problems_of(month, found[each.pk], today=today)
        minutes = sum(row.minutes for row in found[each.pk].attendances)
        if not problems and seen.get(each.pk, minutes) != minutes:
            problems.append(Problem("", _("The month was changed since the list was shown.")))
        refused[each.pk] = " ".join(str(problem.message) for problem in problems)
        if not problems:
            certificates.append(_close(each, month, found[each.pk], about, by))
    return certificates, {key: text for key, text in refused.items() if text}


def _close(participation, month, found, about, by):
    before = found.certificates[-1] if found.certificates else None
    certificate = Certificate(
        participation=participation,
        month=month,
        version=before.version + 1 if before else 1,
        replaces=before,
        is_countersigned=participation.project.programme_period in COUNTERSIGNED,
        recorded_by=by,
    )
    who = {
        "name": participation.full_name,
        "born": participation.person.birth_date.isoformat() if participation.person.birth_date else "",
        "month": month.isoformat(),
        "version": certificate.version,
    }
    certificate.write_content(content_of(about | who, found.attendances, found.benefits))
    certificate.save(force_insert=True)
    write_event(Step.CLOSE, certificate, participation, by=by)
    return certificate


def _about(project):
    return {
        "project": project.name,
        "project_en": project.name_en,
        "case_number": project.case_number,
        "owner": overview.owner(project),
        "period": project.programme_period,
        "rounding": project.hours_rounding,
    }
