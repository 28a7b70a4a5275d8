from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import may, memberships_of, require_permission
from accounts.audit.removed_rows import RemovedPage, get_or_removed
from accounts.permissions import Permission
from projects.history_entries import removed_item_name
from projects.models import Project


def visible_projects(user):
    return Project.objects.visible_to(user)


def get_project(user, slug, permission=Permission.PROJECT_VIEW):
    """Return the project, or raise Http404 (not visible) or PermissionDenied (no permission)."""
    project = _project_of_membership(user, slug) or get_object_or_404(visible_projects(user), slug=slug)
    require_permission(user, permission, project)
    return project


def _project_of_membership(user, slug):
    """Return the project if the user's memberships were read together with it."""
    opened = (getattr(m, "opened", None) for m in memberships_of(user, opening=slug))
    return next((project for project in opened if project and project.slug == slug), None)


def get_item(user, slug, item_type, pk):
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    page = RemovedPage(project, item_type.section, item_type.page_url(project), removed_item_name)
    return get_or_removed(item_type.items(project), page=page, pk=pk)


def get_financing_line(user, slug, pk):
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    page = RemovedPage(project, "money", reverse("projects:money", args=[slug]), removed_item_name)
    return get_or_removed(project.financing.with_booked(), page=page, pk=pk)


def get_intervention(user, project, code, interventions):
    may_know = may(user, Permission.HISTORY_VIEW, project)
    back = reverse("projects:interventions", args=[project.slug])
    page = RemovedPage(project, "interventions", back, removed_item_name, may_know)
    return get_or_removed(interventions, page=page, code=code)


def get_public_project(slug):
    # No access check: the public page needs no account.
    return get_object_or_404(Project.objects.with_owner(), slug=slug)
