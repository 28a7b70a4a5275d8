"""Database roles: the application's, and the owner's for migrations."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

OWNER_SETTINGS = ("HOST", "PORT", "USER", "PASSWORD")
ROLE_ATTRIBUTES = """
SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
    EXISTS (
        SELECT FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'MEMBER')
    )
FROM pg_roles WHERE rolname = current_user
"""
UNSAFE_ATTRIBUTES = (
    "is a superuser",
    "has BYPASSRLS",
    "may create databases",
    "may create roles",
    "owns the portal's tables, or is a member of the role that does",
)


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Connect as the owner of the tables, in the operator scope. For migrations only."""
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("A transaction is open: no other role can be used within it.")
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | owner_settings()
    try:
        with connection.cursor() as cursor:  # row-level security is forced on the owner, too
            cursor.execute("SET esfportal.scope = 'operator'")
        yield
    finally:
        connection.close()
        # Keep the name of a test database that was created or dropped in here.
        name = connection.settings_dict["NAME"]
        connection.settings_dict = own
        own["NAME"] = name


def owner_settings() -> dict[str, Any]:
    if not settings.DATABASE_OWNER_URL:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is missing: the address of the database with the role that owns the tables, "
            "postgres://OWNER:PASSWORD@HOST:5432/NAME. Migrations need it; web, worker and beat do not."
        )
    address: Mapping[str, Any] = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    return {name: address[name] for name in OWNER_SETTINGS}


def role_problems(connection: BaseDatabaseWrapper) -> list[str]:
    """Return, in words, why row-level security would not bind the connection's role."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE_ATTRIBUTES)
        return [
            problem for problem, has_it in zip(UNSAFE_ATTRIBUTES, cursor.fetchone(), strict=True) if has_it
        ]
