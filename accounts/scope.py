"""Whose eyes the database looks through: the scope that the second wall judges every row by.

Everything here lasts as long as the transaction, never longer, so that no connection that is used
again carries somebody's scope to somebody else. Outside a scope there is nothing to be seen.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from accounts.audit import audit_command
from esfportal.walls import INVITED, PUBLISHED, REGISTRY, SYSTEM

# What holds until then is asked for before the new scope is entered, in one statement.
ENTER = "WITH kept AS MATERIALIZED (SELECT esfportal_kept() AS kept) SELECT kept, {} FROM kept"


def user_scope(user):
    """What the user's memberships in force reach, as the database itself reads them; nothing for
    somebody who is not signed in."""
    return _scope("esfportal_enter(%s)", user.pk if user and user.is_authenticated else None)


def switch_user(user):
    """The rest of the transaction is this user's: for somebody who signs in halfway through a request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT esfportal_enter(%s)", [user.pk])


def whole_project_access(project):
    """The whole of one project, its people included: for code that has checked access itself and works
    on a project as a whole, whichever part of it the reader is limited to."""
    return _scope("esfportal_admit(%s)", project.pk)


def person_lookup_access():
    """Every person by number, in whichever project: for participants/registry.py alone."""
    return _scope("esfportal_open(%s)", REGISTRY)


def invitation_access():
    """The invitations, for whoever holds the link of one and is nobody here yet."""
    return _scope("esfportal_open(%s)", INVITED)


def public_access():
    """What the public pages tell of any project; no money that was booked, and nobody."""
    return _scope("esfportal_open(%s)", PUBLISHED)


def system_scope():
    """What clock and workers look after: jobs with their reports, and what is to be thrown away."""
    return _scope("esfportal_open(%s)", SYSTEM)


@contextmanager
def operator_scope(command, *, again=False, **details):
    """Everything, for a command line; that the command was run is noted in the trace first, whatever comes
    of it, with codes and counts only. `again` is for its further transactions."""
    if not again:
        with _scope("esfportal_operate(%s)", command):
            audit_command(command, **details)
    with _scope("esfportal_operate(%s)", command):
        yield


@contextmanager
def _scope(function, argument):
    """A scope for the length of a `with`, in a transaction of its own or as a part of the open one."""
    is_part = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ENTER.format(function), [argument])
            kept, _entered = cursor.fetchone()
        yield
        if is_part and not connection.needs_rollback:  # a rollback takes the settings back by itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT esfportal_restore(%s::text[])", [kept])
