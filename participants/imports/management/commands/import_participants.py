from participants.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import participants from a CSV or XLSX file: everything or nothing."
    kind = "participants"
