"""Which role a process signs in to PostgreSQL as: the application's, and the owner's for migrations."""

from contextlib import contextmanager

import dj_database_url
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

OWNERS = ("HOST", "PORT", "USER", "PASSWORD")
ROLE = """
SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
    EXISTS (
        SELECT FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'MEMBER')
    )
FROM pg_roles WHERE rolname = current_user
"""
FAULTS = (
    "is a superuser",
    "has BYPASSRLS",
    "may create databases",
    "may create roles",
    "owns the portal's tables, or is a member of the role that does",
)


@contextmanager
def as_owner(alias=DEFAULT_DB_ALIAS):
    """Be signed in as the tables' owner, in the operator's scope: for migrations, and nothing else."""
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("A transaction is open: nobody else can be signed in within it.")
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | owners_settings()
    try:
        with connection.cursor() as cursor:  # the policies are forced on the owner, too
            cursor.execute("SET esfportal.scope = 'operator'")
        yield
    finally:
        connection.close()
        name = connection.settings_dict["NAME"]  # of a test database, made or dropped meanwhile
        connection.settings_dict = own
        own["NAME"] = name


def owners_settings():
    """Where the owner signs in, as Django's settings have it."""
    if not settings.DATABASE_OWNER_URL:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is missing: the address of the database with the role that owns the tables, "
            "postgres://OWNER:PASSWORD@HOST:5432/NAME. Migrations need it; web, worker and beat do not."
        )
    address = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    return {name: address[name] for name in OWNERS}


def faults_of_role(connection):
    """Why the role that the connection signs in as would not be held by the walls, in words."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        return [fault for fault, has_it in zip(FAULTS, cursor.fetchone(), strict=True) if has_it]
