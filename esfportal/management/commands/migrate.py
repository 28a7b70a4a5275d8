from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate

from esfportal.database.roles import as_owner


class Command(Migrate):
    def execute(self, *args, **options):
        # The application's role has no right to change tables.
        try:
            with as_owner(options["database"]):
                return super().execute(*args, **options)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
