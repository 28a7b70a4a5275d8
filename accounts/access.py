"""Permission checks on a user's memberships."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from accounts.database_access import whole_project_reading
from accounts.permissions import Permission, permissions_of


def memberships_of(user, *, opening=""):
    """Return the memberships in force, and with them the project whose slug is `opening`, as `opened`."""
    if not user.is_authenticated or not user.is_active:
        return []
    # Cached on the user, which lives as long as the request.
    if not hasattr(user, "_memberships_in_force"):
        user._memberships_in_force = user.memberships.read_in_force(user, opening)
    return user._memberships_in_force


def unread_notifications(user):
    memberships_of(user)  # in the same statement
    return user.unread_notifications if user.is_authenticated else 0


def allows(membership, permission):
    return permission in permissions_of(membership.role, is_limited_to_part=membership.is_limited_to_part)


def memberships_with(user, permission):
    return [m for m in memberships_of(user) if allows(m, permission)]


def is_administrator(user):
    return any(m.project_id is None for m in memberships_of(user))


def works_for_managing_authority(user):
    """Return True if the user's organisation is a managing authority of the fund."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.organisation is not None and user.organisation.is_managing_authority


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


def access_to_whole(project: Model, user: Any, permission: Permission) -> AbstractContextManager[None]:
    """Enter whole_project_reading, unless the user holds the permission in the whole project anyway.

    The caller only reads, and has checked that the user may see what follows of all its parts. Commands have no user.
    """
    # A scope of its own costs two statements.
    held = memberships_with(user, permission) if user else []
    if any(m.project_id == project.pk and not m.is_limited_to_part for m in held):
        return nullcontext()
    return whole_project_reading(project)
