"""Participants of an activity, and activities of a participant."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import may
from accounts.access_log import Kind, log_access
from accounts.audit.row_history import Label
from accounts.permissions import Permission
from esfportal.database.together import values_of
from esfportal.ui.components import TimelineEntry
from esfportal.ui.formats import date_text, period
from participants.attendance.models import (
    Activity,
    Attendance,
    AttendanceHistory,
    Enrolment,
    EnrolmentHistory,
)
from participants.attendance.pages.duration import minutes_text
from participants.register.models import Participation
from participants.register.pages.page_context import HistorySource
from participants.register.prepared_facts import RECORDS, IsOneOf

MOST_SHOWN = 50  # on the activity's page; all are on a page of their own


@dataclass(frozen=True)
class EnrolmentRow:
    enrolment: Enrolment
    participation: Participation  # the merged record, if that of the enrolment was merged
    url: str  # of the form


@dataclass(frozen=True)
class ActivityRow:
    enrolment: Enrolment
    activity_url: str
    url: str  # of the form


def enrolment_rows(enrolments, project):
    rows = []
    for enrolment in enrolments:
        participation = enrolment.participation.merged_into or enrolment.participation
        participation.project = project
        rows.append(EnrolmentRow(enrolment, participation, _url(participation, enrolment.pk)))
    return rows


def log_listed(request, activity, rows):
    if rows:
        people = [row.participation for row in rows]
        log_access(Kind.LISTED, by=request.user, project=activity.project, participations=people)


def panel_parts():
    of_records = IsOneOf("participation", RECORDS)
    enrolments = Enrolment.objects.filter(of_records).order_by("-starts_on", "-pk")
    activities = Activity.objects.filter(pk__in=enrolments.order_by().values("activity"))
    months = Attendance.objects.filter(of_records).by_month().order_by("-month")
    return enrolments, activities, values_of(months, "month", "total")


def person_context(request, participation, enrolments, activities, months):
    by_key = {activity.pk: activity for activity in activities}
    for enrolment in enrolments:
        enrolment.activity = by_key[enrolment.activity_id]
    participation.shown_enrolments, participation.shown_activities = enrolments, activities
    project = participation.project
    return {
        "enrolments": [
            ActivityRow(
                each,
                reverse("attendance:activity", args=[project.slug, each.activity_id]),
                _url(participation, each.pk),
            )
            for each in enrolments
        ],
        "months": [(month, minutes_text(total)) for month, total in months if total],
        "may_enrol": may(request.user, Permission.PARTICIPANT_EDIT, project),
    }


def timeline_entries(participation, *, may_edit):
    for enrolment in participation.shown_enrolments:
        end = enrolment.ends_on
        yield TimelineEntry(
            enrolment.starts_on,
            capfirst(enrolment.activity.get_kind_display()),
            enrolment.activity.name,
            _("Until %(date)s") % {"date": date_text(end)} if end else "",
            kind="info",
            url=_url(participation, enrolment.pk) if may_edit else "",
            url_label=_("Change the enrolment"),
        )


def history_sources():
    return (
        HistorySource(EnrolmentHistory, _describe_enrolment, _known_activities),
        HistorySource(AttendanceHistory, _describe_attendance),
    )


def _known_activities(participation):
    return getattr(participation, "shown_activities", ())  # none where the history alone is read


def _describe_enrolment(history_text, event, before):
    if event.pgh_label == Label.UPDATE:
        yield from history_text.differences(event, before)
        return
    text = _("enrolled in an activity") if event.pgh_label == Label.INSERT else _("removed an enrolment")
    yield _("%(action)s: %(where)s, %(days)s") % {
        "action": text,
        "where": history_text.related_object("activity", event) or "",
        "days": period(event.starts_on, event.ends_on),
    }


def _describe_attendance(history_text, event, before):
    match event.pgh_label:
        case Label.INSERT:
            yield _("recorded attendance: %(state)s") % {"state": Attendance.State(event.state).label}
        case Label.DELETE:
            yield _("removed attendance")
        case _label:
            differences = list(history_text.differences(event, before))
            yield from differences or [_("changed attendance")]


def _url(participation, pk):
    return reverse("attendance:enrolment", args=[participation.project.slug, participation.public_id, pk])
