"""Database checks of `manage.py check --database default`, which `migrate` also runs."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections

from esfportal.database.roles import role_problems
from esfportal.operations import startup_checks
from esfportal.operations.health import pending_migrations


@register(Tags.database)
def application_role_obeys_rls(databases=None, **kwargs):
    found = []
    for alias in databases or ():
        connection = connections[alias]
        if _is_the_applications(connection):
            kind = Error if settings.PRODUCTION else Warning
            found += [
                kind(
                    f"The role in DATABASE_URL {problem}: row-level security would not hold it.",
                    hint="Sign in as a member of esfportal_application, and name the owner's role in "
                    "DATABASE_OWNER_URL. docs/operations.md says how to make them.",
                    id="esfportal.E001" if settings.PRODUCTION else "esfportal.W001",
                )
                for problem in role_problems(connection)
            ]
    return found


@register(Tags.database)
def process_may_work(databases=None, **kwargs):
    alias = DEFAULT_DB_ALIAS
    # `migrate` signs in as the owner and reads no personal data: it may start anyway.
    if alias not in (databases or ()) or not _is_the_applications(connections[alias]) or pending_migrations():
        return []
    return [Error(problem, id="esfportal.E002") for problem in startup_checks.problems()]


def _is_the_applications(connection):
    # `migrate` signs in as the owner instead.
    return connection.settings_dict["USER"] == settings.DATABASES[connection.alias]["USER"]
