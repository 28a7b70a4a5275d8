from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.access import memberships_with
from accounts.models import Membership, ReadEntry, User
from accounts.permissions import Permission
from participants.models import LogReview
from projects.access import get_project


def get_logged_project(user, slug):
    """A project whose read log the user may go through, people included."""
    return get_project(user, slug, Permission.LOG_REVIEW)


def entries_of(project):
    return ReadEntry.objects.in_project(project).select_related("actor")


def entries_about(participation):
    return entries_of(participation.project).of_participation(participation)


def get_review(user, slug, month):
    project = get_logged_project(user, slug)
    reviews = LogReview.objects.select_related("signed_by").filter(project=project)
    review = get_object_or_404(reviews, month=month)
    review.project = project
    return review


def get_entry(review, pk):
    """An entry of the review's project and month."""
    return get_object_or_404(entries_of(review.project).of_month(review.month), pk=pk)


def overseen_entries(user):
    """The entries that somebody may go through without the people they are about: every project's for
    an administrator, their own projects' for a leader. Raises PermissionDenied for anybody else."""
    scope = overseen_projects(user)
    entries = ReadEntry.objects.select_related("actor", "project")
    return entries if scope is None else entries.filter(project__in=scope)


def overseen_reviews(user):
    """The months of those projects that wait to be signed off, the earliest first."""
    scope = overseen_projects(user)
    reviews = LogReview.objects.open().select_related("project").order_by("month", "project__name")
    return reviews if scope is None else reviews.filter(project__in=scope)


def overseen_projects(user):
    """Keys of the projects whose log the user oversees; None for all. Raises PermissionDenied without any."""
    memberships = memberships_with(user, Permission.LOG_OVERSEE)
    if not memberships:
        raise PermissionDenied
    keys = [membership.project_id for membership in memberships]
    return None if None in keys else keys


def possible_readers(projects=None):
    """Whoever has or has had a role in the projects (all: None), to choose among."""
    held = Membership.objects.all() if projects is None else Membership.objects.filter(project__in=projects)
    return User.objects.filter(pk__in=held.values("user"))
