from pathlib import Path

from django.core.management.base import CommandError, no_translations

from esfportal.operations.commands import DataCommand
from participants.benefits.models import Benefit
from projects.models import ProgrammePeriod
from reporting.cofinancing.actions import RatesNotLoadable, load_rates
from reporting.cofinancing.models import Unit
from reporting.cofinancing.rates_file import read_rates


class Command(DataCommand):
    help = "Loads rates of benefits from a CSV file. The same file a second time changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="see docs/rates.md")

    @no_translations
    def handle(self, *, file, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        rows, mistakes = read_rates(
            content, kinds=Benefit.values, programmes=ProgrammePeriod.values, units=Unit.values
        )
        if mistakes:
            raise CommandError(self._refused(mistakes))
        try:
            added, ended = load_rates(rows)
        except RatesNotLoadable as error:
            raise CommandError(self._refused(error.mistakes)) from error
        self.stdout.write(f"added {added}, ended {ended}")

    @staticmethod
    def _refused(mistakes):
        noun = "mistake" if len(mistakes) == 1 else "mistakes"
        return "\n".join([f"{len(mistakes)} {noun}; nothing was saved.", *mistakes])
