from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from esfportal.files.columns import Column
from esfportal.files.table_files import table_file


def render(kind, claim, rows, language):
    project, name = claim.project.display_name, claim.display_name
    about = {"title": f"{project}: {name}", "author": project, "sheet": name}
    return table_file(kind, COLUMNS, rows, language=language, **about)


COLUMNS = [
    Column("date", _("Date"), lambda row, language: row.booked_on, 12),
    Column("source", _("Source"), lambda row, language: row.source, 34),
    Column("purpose", pgettext_lazy("of money", "Purpose"), lambda row, language: row.purpose, 30),
    Column("note", _("Note"), lambda row, language: row.note, 40),
    Column("hours", _("Hours"), lambda row, language: row.hours, 12, True),
    Column("amount", _("Amount"), lambda row, language: row.amount, 16, True),
    Column("remarks", _("Remarks"), lambda row, language: "; ".join(row.remarks), 40),
]
