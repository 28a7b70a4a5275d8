from django.core.management.commands.flush import Command as Flush

from esfportal.database.roles import as_owner


class Command(Flush):
    def execute(self, *args, **options):
        # The application's role has no right to TRUNCATE.
        with as_owner(options["database"]):
            return super().execute(*args, **options)
