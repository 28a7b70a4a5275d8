from django.core.exceptions import PermissionDenied
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


def require_project_loading(user):
    if not may(user, Permission.PROJECT_LOAD):
        raise PermissionDenied


def _project_of_membership(user, slug):
    """Return the project if the user's memberships were read together with it, once in a request."""
    found = [m for m in memberships_of(user, opening=slug) if _is_opened(m, slug)]
    project = found[0].opened if found else None
    # Who asks again wants what is stored now: after a lock, or when a form has changed the first object.
    for membership in found:
        membership.opened = None
    return project


def _is_opened(membership, slug):
    project = getattr(membership, "opened", None)  # absent where the memberships were read before
    return project is not None and project.slug == slug


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
    return get_object_or_404(Project.objects.prefetch_related("texts", "phases"), slug=slug)
