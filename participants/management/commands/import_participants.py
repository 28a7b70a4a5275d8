from participants.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Import participants from a CSV or XLSX file: everything or nothing."
    kind = "participants"
