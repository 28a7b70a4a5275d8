"""Who may do what: the one place that turns memberships into answers.

`may` answers yes or no; the `get_…` functions of the apps to the left fetch one
aggregate and raise Http404 outside one's scope, PermissionDenied inside it
without the right.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Membership
from accounts.permissions import Permission, permissions_of


def memberships_of(user):
    """The user's memberships in force today, fetched once a request.

    Kept on the user object, which lives as long as the request does.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships_in_force"):
        user._memberships_in_force = list(Membership.objects.in_force().filter(user=user))
    return user._memberships_in_force


def allows(membership, permission):
    """Whether one membership carries a permission."""
    return permission in permissions_of(membership.role, is_limited_to_part=membership.is_limited_to_part)


def memberships_with(user, permission):
    """The user's memberships that carry a permission."""
    return [m for m in memberships_of(user) if allows(m, permission)]


def is_administrator(user):
    return any(m.project_id is None for m in memberships_of(user))


def may(user, permission, project=None):
    """Whether the user may do this in the project (in any project when none is named)."""
    permission = Permission(permission)
    return any(
        project is None or m.project_id is None or m.project_id == project.pk
        for m in memberships_with(user, permission)
    )


def require_permission(user, permission, project):
    """Raise what a page outside one's scope (404) or rights (403) answers with."""
    if not may(user, Permission.PROJECT_VIEW, project):
        raise Http404
    if not may(user, permission, project):
        raise PermissionDenied
