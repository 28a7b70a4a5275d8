"""What the portal's own commands share."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from esfportal import startup
from esfportal.health import waiting_migrations


class DataCommand(BaseCommand):
    """A command over the portal's data: it finds the tables there, or says how to get them.

    Outside production it makes them itself, so that it works at once after `make setup`; what is
    done to a production's database is for its operator to decide.

    It runs in one transaction in the operator's scope, which is noted in the trace with the options that
    `noted` names: codes, days and counts, nothing about a person and no file names. A command that
    is to have transactions of its own sets `in_one_transaction = False`, and does its work in
    `with self.scope()`, once a transaction.

    It does not run with keys that the data were not stored with (esfportal.startup), unless
    `mends_keys` says that it is there to put that right.
    """

    noted = ()
    in_one_transaction = True
    mends_keys = False

    def execute(self, *args, **options):
        if waiting_migrations():
            if settings.PRODUCTION:
                raise CommandError("The database is not up to date. Run first: manage.py migrate")
            if self.stderr.isatty():  # elsewhere the error stream is for mistakes
                self.stderr.write("Bringing the database up to date")
            call_command("migrate", verbosity=0)
        if not self.mends_keys:
            self._refuse_if_faulty()
        refused = None
        with self.scope(again=False, **self._stated(options)):
            if self.in_one_transaction:
                try:
                    return super().execute(*args, **options)
                except CommandError as error:  # what the command itself has kept until then stays
                    refused = error
        if refused:
            raise refused
        return super().execute(*args, **options)

    def _refuse_if_faulty(self):
        try:
            startup.refuse_if_faulty()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None

    def scope(self, *, again=True, **details):
        """A transaction with an operator's eyes."""
        name = type(self).__module__.rpartition(".")[2]
        return import_string(settings.OPERATOR_SCOPE)(name, again=again, **details)

    def _stated(self, options):
        return {option: str(options[option]) for option in self.noted if options.get(option)}
