from participants.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import outcomes of participants from a CSV or XLSX file: everything or nothing."
    kind = "outcomes"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--people",
            action="store_true",
            help="print whom each row concerns, by initials; with --dry-run before anything is saved",
        )
