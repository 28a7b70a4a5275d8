from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.permissions import Permission
from participants.attendance.models import Activity, Enrolment, Session
from participants.casework.caseload import people_of
from participants.register.identity.merged_records import record_keys
from participants.register.models import Spell
from projects.access import get_project
from projects.history_entries import removed_item_name

SECTION = "activities"  # of the project's menu


def activities_of(project):
    """Return the project's activities; the caller has checked that the user may see them."""
    return Activity.objects.in_project(project)


def sessions_of(project):
    return Session.objects.in_project(project).select_related(
        "activity__municipality", "activity__intervention", "activity__leader"
    )


def held_sessions(**of):
    """Return the sessions of an activity or a project, with those of week sheets."""
    return Session.with_sheets.filter(**of)


def get_activity(user, slug, pk, permission=Permission.PARTICIPANT_VIEW):
    """Return the activity; 404 outside the user's projects, 403 without the permission."""
    project = get_project(user, slug, permission)
    page = RemovedPage(project, SECTION, reverse("attendance:activities", args=[slug]), removed_item_name)
    rows = activities_of(project).select_related("municipality", "intervention", "leader", "employer")
    activity = get_or_removed(rows, page=page, pk=pk)
    activity.project = project
    return activity


def get_activity_to_change(user, slug, pk):
    return get_activity(user, slug, pk, Permission.PARTICIPANT_EDIT)


def get_session(user, slug, pk):
    """Return a session that the user may change."""
    project = get_project(user, slug, Permission.PARTICIPANT_EDIT)
    back = reverse("attendance:activities", args=[slug])
    page = RemovedPage(project, SECTION, back, lambda _event: _("session"))
    session = get_or_removed(sessions_of(project), page=page, pk=pk)
    session.project = session.activity.project = project
    return session


def candidates(activity, user, whose):
    """Return the open periods of participants who can be enrolled: of those of MINE or ALL whom lists show the user."""
    people = people_of(user, whose).in_project(activity.project)
    enrolled = Enrolment.objects.filter(activity=activity).with_record().going_on(timezone.localdate())
    spells = Spell.objects.filter(
        ~Exists(enrolled.filter(record=OuterRef("participation"))),
        participation__in=people,
        exit_date__isnull=True,
    )
    if activity.municipality_id:
        spells = spells.filter(municipality=activity.municipality_id)
    return spells


def enrolments_shown(activity, user):
    found = Enrolment.objects.shown_to(user, activity.project).filter(activity=activity)
    return found.select_related("participation__person", "participation__merged_into__person")


def get_enrolment(participation, pk):
    """Return an enrolment of the participation, or of a record that was merged into it."""
    project = participation.project
    page = RemovedPage(
        project, "participants", participation.get_absolute_url(), lambda _event: _("enrolment")
    )
    rows = Enrolment.objects.select_related("activity__project")
    return get_or_removed(rows, page=page, pk=pk, participation__in=record_keys(participation))
