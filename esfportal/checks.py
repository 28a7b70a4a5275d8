"""What `manage.py check --database default`, and so `migrate`, looks at."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from esfportal.databases import faults_of_role


@register(Tags.database)
def role_is_held_by_the_walls(databases=None, **kwargs):
    """The application signs in as a role that policies bind."""
    found = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.settings_dict["USER"] == settings.DATABASES[alias]["USER"]:
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
