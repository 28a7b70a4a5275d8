from django.shortcuts import get_object_or_404

from accounts.access import require_permission
from accounts.permissions import Permission
from projects.models import Project


def visible_projects(user):
    return Project.objects.visible_to(user)


def get_project(user, slug, permission=Permission.PROJECT_VIEW):
    """Return the project, or raise Http404 (not visible) or PermissionDenied (no permission)."""
    project = get_object_or_404(visible_projects(user), slug=slug)
    require_permission(user, permission, project)
    return project


def get_item(user, slug, item_type, pk):
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    return get_object_or_404(item_type.items(project), pk=pk)


def get_financing_line(user, slug, pk):
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    return get_object_or_404(project.financing.with_booked(), pk=pk)


def get_public_project(slug):
    # No access check: the public page needs no account.
    return get_object_or_404(Project.objects.with_owner(), slug=slug)
