"""What the portal's own commands share."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from esfportal.health import waiting_migrations


class DataCommand(BaseCommand):
    """A command over the portal's data: it finds the tables there, or says how to get them.

    Outside production it makes them itself, so that it works at once after `make setup`; what is
    done to a production's database is for its operator to decide.
    """

    def execute(self, *args, **options):
        if waiting_migrations():
            if settings.PRODUCTION:
                raise CommandError("The database is not up to date. Run first: manage.py migrate")
            if self.stderr.isatty():  # elsewhere the error stream is for mistakes
                self.stderr.write("Bringing the database up to date")
            call_command("migrate", verbosity=0)
        return super().execute(*args, **options)
