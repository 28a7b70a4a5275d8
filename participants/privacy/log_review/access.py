from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.access import memberships_with
from accounts.models import AccessLogEntry, User
from accounts.permissions import Permission
from esfportal.database.swedish_order import by_shown_name
from participants.privacy.models import LogReview
from participants.register.identity.merged_records import record_keys
from projects.access import get_project
from projects.team.models import Membership


def get_logged_project(user, slug):
    return get_project(user, slug, Permission.LOG_REVIEW)


def entries_of(project):
    return AccessLogEntry.objects.in_project(project).select_related("actor")


def entries_about(participation):
    return entries_of(participation.project).of_participations(record_keys(participation))


def get_review(user, slug, month):
    project = get_logged_project(user, slug)
    reviews = LogReview.objects.select_related("signed_by").filter(project=project)
    review = get_object_or_404(reviews, month=month)
    review.project = project
    return review


def get_entry(review, pk):
    return get_object_or_404(entries_of(review.project).of_month(review.month), pk=pk)


def overseen_entries(user):
    """Return entries that the user may see without people."""
    scope = overseen_projects(user)
    entries = AccessLogEntry.objects.select_related("actor", "project")
    return entries if scope is None else entries.filter(project__in=scope)


def overseen_reviews(user):
    scope = overseen_projects(user)
    reviews = LogReview.objects.open().select_related("project").order_by("month", by_shown_name("project__"))
    return reviews if scope is None else reviews.filter(project__in=scope)


def overseen_projects(user):
    """Return keys of the overseen projects; None for all. Raises PermissionDenied."""
    memberships = memberships_with(user, Permission.LOG_OVERSEE)
    if not memberships:
        raise PermissionDenied
    # An administrator's membership has no project: all projects.
    keys = [membership.project_id for membership in memberships]
    return None if None in keys else keys


def possible_readers(projects=None):
    # Users who have or have had a role; None: in any project.
    held = Membership.objects.all() if projects is None else Membership.objects.filter(project__in=projects)
    return User.objects.filter(pk__in=held.values("user"))
