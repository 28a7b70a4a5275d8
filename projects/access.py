from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from projects.models import Project


def visible_projects(user):
    """The projects that the user may open."""
    return Project.objects.visible_to(user)


def get_project(user, slug, permission=Permission.PROJECT_VIEW):
    """The project by its slug: Http404 outside the user's scope, PermissionDenied within it
    without the permission."""
    project = get_object_or_404(visible_projects(user), slug=slug)
    demand(user, permission, project)
    return project


def get_row(user, slug, kind, pk):
    """A row of a project that the user may edit; `kind` is a projects.kinds.RowKind."""
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    return get_object_or_404(kind.rows(project), pk=pk)


def get_financing_line(user, slug, pk):
    """A source of financing that the user may book on."""
    project = get_project(user, slug, Permission.PROJECT_EDIT)
    return get_object_or_404(project.financing.with_booked(), pk=pk)


def get_public_project(slug):
    """The project's public page is for everybody, signed in or not."""
    return get_object_or_404(Project.objects.with_owner(), slug=slug)
