from django.shortcuts import get_object_or_404

from accounts.access import demand
from accounts.permissions import Permission
from projects.models import Project


def get_project(user, slug, permission=Permission.PROJECT_VIEW):
    """The project by its slug: Http404 outside the user's scope, PermissionDenied within it
    without the permission."""
    project = get_object_or_404(Project.objects.visible_to(user), slug=slug)
    demand(user, permission, project)
    return project
