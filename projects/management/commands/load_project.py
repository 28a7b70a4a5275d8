from pathlib import Path

from django.core.management.base import CommandError, no_translations

from esfportal.operations.commands import DataCommand
from projects.actions import ProjectNotLoadable, load_project
from projects.project_files.parser import parse


class Command(DataCommand):
    help = "Loads a project from its file. The same file a second time changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a TOML file, see docs/project-files.md")

    @no_translations
    def handle(self, *, file, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        parsed, errors = parse(content)
        if errors:
            raise CommandError(self.error_list(file, errors))
        try:
            result = load_project(parsed)
        except ProjectNotLoadable as error:
            raise CommandError(self.error_list(file, error.errors)) from error
        counts = ", ".join(f"{word} {result.counts[word]}" for word in ("created", "updated", "removed"))
        self.stdout.write(f"{result.project.slug}: {counts if result.changed else 'unchanged'}")

    @staticmethod
    def error_list(file, errors):
        noun = "mistake" if len(errors) == 1 else "mistakes"
        lines = [f"{file}: {error.key}: {error.reason}" for error in errors]
        return "\n".join([f"{len(errors)} {noun} in {file.name}; nothing was saved.", *lines])
