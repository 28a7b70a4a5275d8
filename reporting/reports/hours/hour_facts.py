"""Rows from which the hours of a project are computed, in a fixed number of statements."""

from calendar import monthrange

from django.db.models import Count, F, Q, Sum

from participants.attendance.hours import minutes_between
from participants.attendance.models import Attendance, Enrolment, Session
from participants.certificates.models import Certificate
from participants.register.models import Participation
from reporting.reports.hours.minutes import AttendanceFact, EnrolmentFact, Facts, MonthFact, SessionFact


def facts_for(user, project, first, last):
    """Return the facts of the months `first` to `last`, of the participants whom lists show the user."""
    people = Participation.objects.visible_to(user).unprotected_or_opened_by(user)
    return _facts(project, people.in_project(project), first, _last_day(last))


def facts_of_all(project, first, last):
    """Return the facts of the whole project without protected identities. The caller has checked the permission."""
    return facts_between(project, first, _last_day(last))


def facts_between(project, first, until):
    """Return the facts from one day to another, as facts_of_all does of months."""
    return _facts(project, Participation.objects.in_project(project).unprotected(), first, until)


def _last_day(month):
    return month.replace(day=monthrange(month.year, month.month)[1])


def _facts(project, people, first, until):
    present = Attendance.objects.of_people(people).filter(session__held_on__range=(first, until)).counted()
    return Facts(
        sessions=_sessions(project, present, first, until),
        enrolments=_enrolments(people, first, until),
        attendances=_attendances(present),
        months=_months(people, first.replace(day=1), until),
        rounding=project.hours_rounding,
    )


def _sessions(project, present, first, until):
    found = Session.objects.in_project(project).planned().between(first, until)
    rows = found.filter(activity__is_project_time=True).order_by("held_on", "pk")
    recorded = set(present.order_by().values_list("session", flat=True).distinct())
    names = ("pk", "activity", "held_on", "starts_at", "ends_at", "break_minutes", "activity__leader")
    return [
        SessionFact(activity, day, max(0, minutes_between(start, end) - rest), leader, pk in recorded)
        for pk, activity, day, start, end, rest, leader in rows.values_list(*names)
    ]


def _enrolments(people, first, until):
    found = Enrolment.objects.of_people(people).valid().going_on(first).filter(starts_on__lte=until)
    rows = found.with_record().with_sex().order_by()
    return [
        EnrolmentFact(*row) for row in rows.values_list("record", "sex", "activity", "starts_on", "ends_on")
    ]


def _attendances(present):
    rows = present.with_month().with_sex().order_by().values("record", "sex", "month")
    rows = rows.annotate(
        activity=F("session__activity"),
        # Of the sessions above: those of week sheets are each for one participant.
        present=Count("pk", filter=~Q(state=Attendance.State.ABSENT) & Q(session__is_from_sheet=False)),
        total=Sum("minutes"),
    )
    names = ("record", "sex", "activity", "month", "present", "total")
    return [AttendanceFact(*row) for row in rows.values_list(*names)]


def _months(people, first, last):
    found = Certificate.objects.in_force().of_people(people).filter(month__range=(first, last)).with_record()
    rows = found.values_list("record", "month", "state", "rounding")
    return {(record, month): MonthFact(state, rounding) for record, month, state, rounding in rows}
