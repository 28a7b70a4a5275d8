"""Write a project's report to a file."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.management.base import CommandError, no_translations
from django.utils import timezone

from esfportal.operations.commands import DataCommand
from projects.models import Project
from reporting.indicators import figures
from reporting.indicators.project_money import add_money
from reporting.reports import files
from reporting.reports.models.periods import period_problems

STANDARD_OUTPUT = "-"


class Command(DataCommand):
    help = "Writes a project's progress report as PDF, CSV or XLSX."
    audited_options = ("project", "starts_on", "ends_on", "kind")

    def add_arguments(self, parser):
        parser.add_argument("project", help="the project's short name, such as kalmar")
        parser.add_argument(
            "--from", dest="starts_on", help="first day, YYYY-MM-DD; default: the project's start"
        )
        parser.add_argument(
            "--to",
            dest="ends_on",
            help="last day, YYYY-MM-DD; default: today, or the project's last day if that has passed",
        )
        parser.add_argument("--format", dest="kind", required=True, help=", ".join(files.KINDS))
        parser.add_argument("--output", required=True, help="the file to write; - for standard output")
        parser.add_argument("--language", default="sv", help="sv (default) or en")
        parser.add_argument(
            "--commas", action="store_true", help="an English CSV with commas instead of semicolons"
        )

    @no_translations
    def handle(self, *, project, starts_on, ends_on, kind, output, language, commas, **options):
        check_choice("format", kind, files.KINDS)
        check_choice("language", language, files.LANGUAGES)
        if commas and (kind, language) != ("csv", "en"):
            raise CommandError("--commas is for --format csv --language en: Swedish numbers have commas.")
        project = get_project(project)
        first, last = parse_day("--from", starts_on), parse_day("--to", ends_on)
        if problems := period_problems(project, first, last):
            raise CommandError(" ".join(dict.fromkeys(problems.values())))
        if last is None and has_ended(project):
            last = project.ends_on
            # Not to standard output, which may be the file itself.
            self.stderr.write(f"The project ended on {last}: counted up to that day.")
        try:
            computed = figures.compute(project, starts_on=first, ends_on=last)
        except ValueError as error:
            raise CommandError(str(error)) from error
        document = add_money(computed.document, project)
        content = files.render(document, kind, language)
        if commas:
            content = files.csv_file.with_commas(content)
        if output == STANDARD_OUTPUT:
            self.stdout.buffer.write(content)
            return
        write_atomically(Path(output), content)
        self.stdout.write(f"{output}: {len(content)} bytes, checksum of the figures {document.digest}")


def check_choice(what, value, known):
    if value not in known:
        raise CommandError(f"There is no {what} {value!r}; there is {', '.join(known)}.")


def get_project(slug):
    try:
        return Project.objects.get(slug=slug)
    except Project.DoesNotExist as error:
        raise CommandError(f"There is no project {slug!r}.") from error


def has_ended(project):
    return project.ends_on is not None and project.ends_on < timezone.localdate()


def parse_day(option, text):
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError as error:
        raise CommandError(f"{option} {text!r} is not a day written as 2020-03-31.") from error


def write_atomically(path, content):
    """Write a temporary file and rename it."""
    try:
        # Renamed when complete, so that no reader sees half a file.
        handle, temporary = tempfile.mkstemp(prefix=".report-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # mkstemp creates the file with mode 0600.
            Path(temporary).chmod(0o666 & ~_umask())
            os.replace(temporary, path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}.") from error


def _umask():
    # The umask can only be read by setting it.
    umask = os.umask(0)
    os.umask(umask)
    return umask
