"""Users of calendar links, and the sessions that they show."""

from datetime import timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.access import may, memberships_with
from accounts.audit.row_history import Label
from accounts.database_access import system_scope
from accounts.permissions import Permission
from esfportal.security.secret_tokens import token_hash
from participants.attendance.models import Activity, ActivityHistory, Session, SessionHistory
from participants.calendars.feed import Entry
from participants.calendars.models import CalendarLink
from projects.parts import Part

BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)


def own_link(user):
    return CalendarLink.objects.filter(user=user).first()


@system_scope()
def user_of_link(token):
    """Return the user whose link has the token, or None if it is unknown, has expired or ended with the role."""
    links = CalendarLink.objects.filter(expires_at__gt=timezone.now(), user__is_active=True)
    link = links.select_related("user").filter(token_hash=token_hash(token)).first()
    return link.user if link and may(link.user, Permission.PARTICIPANT_VIEW) else None


def entries_of(user, today):
    """Return an Entry for each session around the day that the user leads, or that is held in the user's part."""
    sessions = Session.objects.between(today - BEFORE, today + AHEAD).filter(activity__in=_activities(user))
    sessions = list(sessions.select_related("activity__project").order_by("held_on", "starts_at", "pk"))
    projects = {session.project_id for session in sessions}
    moved = _changes(SessionHistory, projects, {session.pk for session in sessions})
    described = _changes(ActivityHistory, projects, {session.activity_id for session in sessions})
    return [Entry.of(session, moved[session.pk], described[session.activity_id]) for session in sessions]


def _activities(user):
    found = Q(pk__in=[])
    for membership in memberships_with(user, Permission.PARTICIPANT_VIEW):
        part, in_project = Part.of(membership), Q(project=membership.project_id)
        if not part.is_whole_project:
            of_all_parts = Q(municipality=None, intervention=None)
            in_project &= part.condition() | of_all_parts | Q(leader=user)
        found |= in_project
    return Activity.objects.filter(found)


def _changes(history, projects, keys):
    """Return {key: (number of changes, time of the last)} of the rows."""
    rows = history.objects.filter(project__in=projects, id__in=keys).order_by().values("id")
    counted = rows.annotate(
        changes=Count("pgh_id", filter=Q(pgh_label=Label.UPDATE)), last=Max("pgh_created_at")
    )
    return {row["id"]: (row["changes"], row["last"]) for row in counted}
