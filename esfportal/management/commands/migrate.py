from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from esfportal.database import scope_keys
from esfportal.database.quick_states import quick_states
from esfportal.database.rights import limit_rights
from esfportal.database.roles import as_owner

ONLY_SHOWN = ("plan", "check_unapplied")


class Command(Migrate):
    def execute(self, *args, **options):
        # The application's role has no right to change tables.
        try:
            with as_owner(options["database"]), quick_states():
                output = super().execute(*args, **options)
                if not any(options[name] for name in ONLY_SHOWN):
                    limit_rights(connections[options["database"]])
                    scope_keys.store_keys()
                return output
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
