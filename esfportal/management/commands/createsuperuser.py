from django.contrib.auth.management.commands.createsuperuser import Command as CreateSuperuser
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, no_translations

from esfportal.database.roles import as_owner


class Command(CreateSuperuser):
    @no_translations  # its own words are English, and would name the fields in Swedish
    def execute(self, *args, **options):
        # A trigger refuses superusers that the application's role makes (ADR 109).
        try:
            with as_owner(options["database"]):
                return super().execute(*args, **options)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
