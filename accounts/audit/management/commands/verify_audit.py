"""Check row history, audit log and access log against the hash chain."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, no_translations
from django.utils import timezone

from accounts.audit import hash_chain
from esfportal.operations.commands import DataCommand
from esfportal.ui.formats import number


class Command(DataCommand):
    help = (
        "Checks every log (history, audit log, access log) against its chain links: what was altered, removed or "
        "inserted afterwards. Ends with an error if anything was. Prints the newest digest: noted outside the "
        "database, it proves later with --anchor that the chain was not made again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", help="read the rows linked on this day, YYYY-MM-DD, or later; default: all"
        )
        parser.add_argument("--anchor", default="", help="a digest noted earlier, which the chain must hold")
        parser.add_argument(
            "--after",
            default="",
            help="the last digest that went in a purge, which the chain must begin after",
        )

    @no_translations
    def handle(self, *, since: str | None, anchor: str, after: str, **options: Any) -> None:
        found = hash_chain.verify_chain(since=_start_of(since), anchor=anchor.strip(), after=after.strip())
        self.stdout.write(f"{counted(found.links, 'link')}, the rows of {found.checked} read again")
        for log_table, count in found.unlinked.items():
            self.stdout.write(f"{log_table}: {counted(count, 'entry', 'entries')} not in the chain yet")
        for broken in found.breaks:
            self.stdout.write(self.style.ERROR(f"BROKEN {broken}"))
        self.stdout.write(f"newest digest: {found.latest or 'none'}")
        if found.breaks:
            raise CommandError(f"The logs are not what was written: {counted(len(found.breaks), 'break')}.")
        self.stdout.write("The logs are what was written.")


def counted(count: int, one: str, many: str = "") -> str:
    return f"{number(count, 'en')} {one if count == 1 else many or f'{one}s'}"


def _start_of(day: str | None) -> datetime | None:
    if not day:
        return None
    try:
        return timezone.make_aware(datetime.strptime(day, "%Y-%m-%d"))
    except ValueError as error:
        raise CommandError(f"--since is a day, YYYY-MM-DD, and not {day}.") from error
