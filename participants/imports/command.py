import time

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.operations.commands import DataCommand
from esfportal.ui.formats import number
from participants.imports import actions
from participants.imports.matching.wording import reason_text
from participants.imports.one_person.concerned import listed_for_command
from participants.imports.reading.errors import FileError
from participants.register.forms.fields import ReasonField
from projects.models import Project

QUIET_SECONDS = 2  # no progress before that
PROGRESS_ROWS = 10_000


class ImportCommand(DataCommand):
    # Prints the counts. Problems go to stderr, masked, and the exit code is 1.
    kind = ""
    audited_options = ("project", "dry_run")

    def add_arguments(self, parser):
        parser.add_argument("project", metavar="PROJECT", help="the project's short name, as in addresses")
        parser.add_argument("file", metavar="FILE", help="a CSV or XLSX file, see docs/import-files.md")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done; save nothing")
        parser.add_argument(
            "--confirm",
            action="append",
            default=[],
            metavar="CODE",
            help="answer a question that the command has asked; may be given several times",
        )
        parser.add_argument(
            "--reason",
            default="",
            metavar="TEXT",
            help="why the file replaces stored values that figures count; without names and numbers",
        )
        parser.add_argument("--sheet", default="", help="the sheet of a workbook that has several")
        parser.add_argument(
            "--language", choices=["sv", "en"], default="sv", help="the language of the messages (sv)"
        )

    def handle(self, *, project, file, dry_run, language, sheet="", confirm=(), reason="", **options):
        self.lists_people = options.get("people", False)
        with translation.override(language):
            reason = self._checked(reason)
            project = self._project(project)
            try:
                plan = self._run(project, file, dry_run, sheet=sheet, confirmed=confirm, reason=reason)
            except FileError as error:
                raise CommandError(error.message) from None
            except actions.ImportRefused as refused:
                actions.audit_refusal(project, self.kind, refused, by=None)
                self._print_problems(refused.problems)
            except actions.ImportUnanswered as refused:
                self._print_people(refused.plan, project)
                self._print_questions(refused)
            self._print_notices(plan.notices)
            self._print_people(plan, project)
        self.stdout.write(str(plan.counts))

    def _project(self, slug):
        try:
            return Project.objects.get(slug=slug)
        except Project.DoesNotExist:
            known = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                _("There is no project “%(slug)s”. The projects are: %(known)s.")
                % {"slug": slug, "known": known or _("none yet")}
            ) from None

    def _checked(self, reason):
        try:
            return ReasonField(required=False).clean(reason)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _run(self, project, path, dry_run, *, sheet, confirmed, reason):
        try:
            file = open(path, "rb")  # noqa: SIM115
        except (OSError, ValueError) as error:
            raise CommandError(
                _("The file %(path)s can't be read: %(reason)s.") % {"path": path, "reason": _reason(error)}
            ) from None
        with file:
            options = {"by": None, "sheet": sheet, "progress": self._progress()}
            if not dry_run:
                answers = {"confirmed": confirmed, "reason": reason}
                return actions.import_file(project, self.kind, file, **answers, **options)
            plan = actions.check_file(project, self.kind, file, **options)
        actions.check_answers(plan, confirmed, reason)
        return plan

    def _progress(self):
        # On a terminal at once, elsewhere only when it takes long.
        started, is_terminal = time.monotonic(), self.stderr.isatty()

        def progress(rows):
            slow = time.monotonic() - started > QUIET_SECONDS
            if rows % PROGRESS_ROWS == 0 and (is_terminal or slow):
                self.stderr.write(_("%(rows)s rows read …") % {"rows": number(rows)}, self.style.NOTICE)

        return progress

    def _print_people(self, plan, project):
        if self.lists_people:
            for line in listed_for_command(plan.concerned, project):
                self.stdout.write(line)

    def _print_notices(self, notices):
        for notice in notices:
            self.stderr.write(notice, self.style.NOTICE)

    def _print_questions(self, refused):
        self._print_notices(refused.plan.notices)
        for question in refused.questions:
            self.stderr.write(str(question))
        answers = [f"--confirm {code}" for code in sorted({each.code for each in refused.questions})]
        if refused.is_reason_missing:
            self.stderr.write(reason_text(len(refused.plan.corrected)))
            answers.append(f"--reason {_('WHY')}")
        raise CommandError(
            _("Nothing has been saved. If all of this is right, run the command again with %(options)s.")
            % {"options": " ".join(answers)}
        )

    def _print_problems(self, problems):
        self._print_notices(problems.notices)
        for problem in problems.listed:
            self.stderr.write(str(problem))
        if problems.unlisted:
            self.stderr.write(_("… and %(count)s more.") % {"count": number(problems.unlisted)})
        raise CommandError(
            _("Nothing has been saved. Mistakes in the file: %(count)s. Rows with mistakes: %(rows)s.")
            % {"count": number(problems.count), "rows": number(problems.row_count)}
        )


def _reason(error):
    reasons = {
        FileNotFoundError: _("there is no such file"),
        IsADirectoryError: _("it is a folder"),
        PermissionError: _("you may not read it"),
        ValueError: _("that is not a file name"),
    }
    return reasons.get(type(error)) or getattr(error, "strerror", None) or str(error)
