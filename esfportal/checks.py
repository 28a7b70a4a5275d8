"""What `manage.py check --database default`, and so `migrate`, looks at."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections

from esfportal import startup
from esfportal.databases import faults_of_role
from esfportal.health import waiting_migrations


@register(Tags.database)
def role_is_held_by_the_walls(databases=None, **kwargs):
    """The application signs in as a role that policies bind."""
    found = []
    for alias in databases or ():
        connection = connections[alias]
        if _is_the_applications(connection):
            kind = Error if settings.PRODUCTION else Warning
            found += [
                kind(
                    f"The role in DATABASE_URL {fault}: row-level security would not hold it.",
                    hint="Sign in as a member of esfportal_application, and name the owner's role in "
                    "DATABASE_OWNER_URL. docs/operations.md tells how to make them.",
                    id="esfportal.E001" if settings.PRODUCTION else "esfportal.W001",
                )
                for fault in faults_of_role(connection)
            ]
    return found


@register(Tags.database)
def process_may_work(databases=None, **kwargs):
    """What web, worker and commands refuse to start with; `migrate` may, for it looks at nobody."""
    alias = DEFAULT_DB_ALIAS
    if alias not in (databases or ()) or not _is_the_applications(connections[alias]) or waiting_migrations():
        return []
    return [Error(fault, id="esfportal.E002") for fault in startup.faults()]


def _is_the_applications(connection):
    """Rather than the owner's, which `migrate` signs in as."""
    return connection.settings_dict["USER"] == settings.DATABASES[connection.alias]["USER"]
