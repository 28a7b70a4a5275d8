"""Permission checks on a user's memberships."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.permissions import Permission, permissions_of


def memberships_of(user):
    if not user.is_authenticated or not user.is_active:
        return []
    # Cached on the user, which lives as long as the request.
    if not hasattr(user, "_memberships_in_force"):
        user._memberships_in_force = list(user.memberships.in_force())
    return user._memberships_in_force


def allows(membership, permission):
    return permission in permissions_of(membership.role, is_limited_to_part=membership.is_limited_to_part)


def memberships_with(user, permission):
    return [m for m in memberships_of(user) if allows(m, permission)]


def is_administrator(user):
    return any(m.project_id is None for m in memberships_of(user))


def may(user, permission, project=None):
    """Return True if the user has the permission in the project (in any, if None)."""
    permission = Permission(permission)
    return any(
        project is None or m.project_id is None or m.project_id == project.pk
        for m in memberships_with(user, permission)
    )


def require_permission(user, permission, project):
    """Raise Http404 outside the user's projects, PermissionDenied without the permission."""
    if not may(user, Permission.PROJECT_VIEW, project):
        raise Http404
    if not may(user, permission, project):
        raise PermissionDenied
