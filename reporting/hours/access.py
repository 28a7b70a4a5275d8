from django.core.exceptions import PermissionDenied

from accounts.access import may
from accounts.permissions import Permission
from projects.access import get_project


def get_project_with_hours(user, slug):
    """Return the project, and whether the user reads its hours in detail, or in all only."""
    project = get_project(user, slug)
    if may(user, Permission.PARTICIPANT_VIEW, project):
        return project, True
    if may(user, Permission.MONEY_VIEW, project):
        return project, False
    raise PermissionDenied
