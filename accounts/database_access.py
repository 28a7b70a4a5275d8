"""Access scope of the database transaction, which the row-level security policies check."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from accounts.audit.log import audit_command
from esfportal.database.row_level_security import INVITED, PUBLISHED, REGISTRY, SYSTEM
from esfportal.database.scope_keys import proof

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

type Scope = AbstractContextManager[None]

# The settings last until the transaction ends, so that a pooled connection never keeps a user's scope.
# Outside a scope the policies show no rows.

# The database accepts a proof for its transaction only, which the challenge names (esfportal/database/scope_keys.py).
# A thread keeps the latest challenge; the database answers with another one when its transaction is another.
ENTER = "SELECT kept, challenge FROM esfportal_enter_scope(%s, %s, %s, %s)"
# A request reads it in the statement that reads its session.
CHALLENGE = "SELECT challenge FROM esfportal_enter_scope('', '', '', '')"
_latest = threading.local()
WRONG_SCOPE_KEYS = (
    "ESFPORTAL_SCOPE_KEYS begins with a key that the database does not know. Run manage.py migrate with the same "
    "ESFPORTAL_SCOPE_KEYS; see “Changing the keys” in docs/operations.md."
)


def user_scope(user: "User | AnonymousUser | None") -> Scope:
    """Access through the user's memberships in force; no access without sign-in."""
    # A request's user is read when the transaction has begun, together with the challenge.
    return _scope("user", lambda: user.pk if user and user.is_authenticated else "")


def switch_user(user: "User") -> None:
    # For the rest of the transaction, after a sign-in during the request.
    _enter("user", user.pk)


def whole_project_access(project: Model) -> Scope:
    """Access to the whole project. The caller has checked the permission."""
    return _scope("project", project.pk)


@contextmanager
def whole_project_reading(project: Model) -> Iterator[None]:
    """Access to the whole project for code that only reads, inside a request's own scope."""
    if not connection.in_atomic_block:
        with whole_project_access(project):
            yield
        return
    # Without a savepoint, which takes two statements. The scope never outlasts a failure: after an error of the
    # database nothing more runs in this transaction, after any other the outer scope is restored.
    kept = _enter("project", project.pk)
    try:
        yield
    except DatabaseError:
        transaction.set_rollback(True)
        raise
    except BaseException:
        _restore(kept)
        raise
    _restore(kept)


def person_lookup_access() -> Scope:
    """Access to people of all projects by number, for person_lookup only."""
    return _scope("named", REGISTRY)


def invitation_access() -> Scope:
    """Access to invitations, for a visitor with an invitation link."""
    return _scope("named", INVITED)


def public_access() -> Scope:
    """Access to the published facts of all projects, for the public pages."""
    return _scope("named", PUBLISHED)


def link_access(scope: str, linked: int) -> Scope:
    """Access to one row and what is about it, for a link without an account.

    `scope` is PARTICIPANT, OWN_RECORD, TUTOR or RESPONDENT of row_level_security.py, `linked` the key of the row.
    """
    return _scope("link", f"{scope}:{linked}")


def system_scope() -> Scope:
    """Access for scheduled tasks and workers: jobs, reports and data to delete."""
    return _scope("named", SYSTEM)


@contextmanager
def operator_scope(command: str, *, again: bool = False, **details: Any) -> Iterator[None]:
    """Full access for a management command, with an audit entry."""
    # Committed before the command starts, so that the entry remains if it fails. `again`: the command's
    # further transactions need no entry.
    if not again:
        with _scope("operator", command):
            audit_command(command, **details)
    with _scope("operator", command):
        yield


def scope_problems() -> list[str]:
    """Return why the database accepts no proof of this process, in words."""
    try:
        with public_access():
            return []
    except ProgrammingError:
        return [WRONG_SCOPE_KEYS]


def keep_challenge(challenge: str) -> None:
    """Keep the challenge of this transaction, which was read together with other rows."""
    _latest.challenge = challenge


@contextmanager
def _scope(kind: str, argument: str | int | Callable[[], str | int]) -> Iterator[None]:
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        kept = _enter(kind, argument() if callable(argument) else argument)
        yield
        if is_nested and not connection.needs_rollback:  # a rollback restores the settings itself
            _restore(kept)


def _restore(kept: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT esfportal_restore_scope(%s::text[])", [kept])


def _enter(kind: str, argument: str | int) -> list[str]:
    """Enter the scope for the rest of the transaction. Return the settings in force before."""
    known = getattr(_latest, "challenge", "")
    with connection.cursor() as cursor:
        kept, current = _ask(cursor, known, kind, str(argument))
        if current != known:
            kept, current = _ask(cursor, current, kind, str(argument))
    _latest.challenge = current
    return kept


def _ask(cursor: CursorWrapper, challenge: str, kind: str, argument: str) -> tuple[list[str], str]:
    cursor.execute(ENTER, [kind, argument, challenge, proof(challenge, kind, argument)])
    return cursor.fetchone()
