from participants.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import outcomes of participants from a CSV or XLSX file: everything or nothing."
    kind = "outcomes"
