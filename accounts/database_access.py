"""Access scope of the database transaction, which the row-level security policies check."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Model

from accounts.audit.log import audit_command
from esfportal.database.row_level_security import INVITED, PUBLISHED, REGISTRY, SYSTEM

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

type Scope = AbstractContextManager[None]

# The settings last until the transaction ends, so that a pooled connection never keeps a user's scope.
# Outside a scope the policies show no rows.

# Reads the settings in force and sets the new scope, in this order, in one statement.
ENTER = "WITH kept AS MATERIALIZED (SELECT esfportal_save_scope() AS kept) SELECT kept, {} FROM kept"


def user_scope(user: "User | AnonymousUser | None") -> Scope:
    """Access through the user's memberships in force; no access without sign-in."""
    return _scope("esfportal_enter_user_scope(%s)", user.pk if user and user.is_authenticated else None)


def switch_user(user: "User") -> None:
    # For the rest of the transaction, after a sign-in during the request.
    with connection.cursor() as cursor:
        cursor.execute("SELECT esfportal_enter_user_scope(%s)", [user.pk])


def whole_project_access(project: Model) -> Scope:
    """Access to the whole project. The caller has checked the permission."""
    return _scope("esfportal_enter_project_scope(%s)", project.pk)


def person_lookup_access() -> Scope:
    """Access to people of all projects by number, for person_lookup only."""
    return _scope("esfportal_enter_named_scope(%s)", REGISTRY)


def invitation_access() -> Scope:
    """Access to invitations, for a visitor with an invitation link."""
    return _scope("esfportal_enter_named_scope(%s)", INVITED)


def public_access() -> Scope:
    """Access to the published facts of all projects, for the public pages."""
    return _scope("esfportal_enter_named_scope(%s)", PUBLISHED)


def system_scope() -> Scope:
    """Access for scheduled tasks and workers: jobs, reports and data to delete."""
    return _scope("esfportal_enter_named_scope(%s)", SYSTEM)


@contextmanager
def operator_scope(command: str, *, again: bool = False, **details: Any) -> Iterator[None]:
    """Full access for a management command, with an audit entry."""
    # Committed before the command starts, so that the entry remains if it fails. `again`: the command's
    # further transactions need no entry.
    if not again:
        with _scope("esfportal_enter_operator_scope(%s)", command):
            audit_command(command, **details)
    with _scope("esfportal_enter_operator_scope(%s)", command):
        yield


@contextmanager
def _scope(function: str, argument: str | int | None) -> Iterator[None]:
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ENTER.format(function), [argument])
            kept, _entered = cursor.fetchone()
        yield
        if is_nested and not connection.needs_rollback:  # a rollback restores the settings itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT esfportal_restore_scope(%s::text[])", [kept])
