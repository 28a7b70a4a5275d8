"""Base class of the portal's management commands."""

from contextlib import ExitStack

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils.module_loading import import_string

from esfportal.operations import startup_checks
from esfportal.operations.health import pending_migrations

AS_WORKER = (
    "Run commands with the worker's DATABASE_URL and ESFPORTAL_SCOPE_KEYS (docs/operations.md, “The roles”)."
)


class DataCommand(BaseCommand):
    """A command that reads or writes the portal's data, in one transaction in the operator scope."""

    # Options that are written to the audit log: codes, days and counts, no personal data, no file names.
    audited_options = ()
    # A command with several transactions sets this to False and opens each with `self.scope()`.
    in_one_transaction = True
    # Commands refuse to run with other keys than the data's (operations.startup_checks), except to repair that.
    repairs_keys = False

    def execute(self, *args, **options):
        if pending_migrations():
            if settings.PRODUCTION:
                raise CommandError("The database is not up to date. Run first: manage.py migrate")
            # Outside production a command works at once after `make setup`.
            if self.stderr.isatty():  # elsewhere the error stream is for errors
                self.stderr.write("Bringing the database up to date")
            call_command("migrate", verbosity=0)
        if not self.repairs_keys:
            self._raise_if_unsafe()
        refused = None
        with ExitStack() as entered:
            self._enter_scope(entered, options)
            if self.in_one_transaction:
                try:
                    return super().execute(*args, **options)
                except CommandError as error:  # raised outside, so that the transaction is committed
                    refused = error
        if refused:
            raise refused
        return super().execute(*args, **options)

    def _raise_if_unsafe(self):
        try:
            startup_checks.raise_if_unsafe()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None

    def _enter_scope(self, entered, options):
        try:
            entered.enter_context(self.scope(again=False, **self._audit_details(options)))
        except ProgrammingError as error:  # the role or the key of this process
            reason = str(error).splitlines()[0]
            raise CommandError(f"The database refuses: {reason}. {AS_WORKER}") from None

    def scope(self, *, again=True, **details):
        name = type(self).__module__.rpartition(".")[2]
        return import_string(settings.OPERATOR_SCOPE)(name, again=again, **details)

    def _audit_details(self, options):
        return {option: str(options[option]) for option in self.audited_options if options.get(option)}
