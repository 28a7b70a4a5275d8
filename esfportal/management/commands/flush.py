from django.core.management.commands.flush import Command as Flush

from esfportal.databases import as_owner


class Command(Flush):
    """Django's, signed in as the owner of the tables: the application can't empty one."""

    def execute(self, *args, **options):
        with as_owner(options["database"]):
            return super().execute(*args, **options)
