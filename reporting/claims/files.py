import io
from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from esfportal.files.columns import Column
from esfportal.files.csv_table import as_text, encode
from esfportal.files.xlsx_table import new_workbook

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(kind, claim, rows, language):
    if kind == "csv":
        lines = ([as_text(column.get(row, language), language) for column in COLUMNS] for row in rows)
        return encode([[column.key for column in COLUMNS], *lines])
    out = io.BytesIO()
    made = timezone.now().astimezone(UTC)
    title = f"{claim.project.display_name}: {claim.display_name}"
    with new_workbook(out, title=title, author=claim.project.display_name, made=made) as workbook:
        workbook.add_sheet(claim.display_name, COLUMNS, rows, language)
    return out.getvalue()


COLUMNS = [
    Column("date", _("Date"), lambda row, language: row.booked_on, 12),
    Column("source", _("Source"), lambda row, language: row.source, 34),
    Column("purpose", pgettext_lazy("of money", "Purpose"), lambda row, language: row.purpose, 30),
    Column("note", _("Note"), lambda row, language: row.note, 40),
    Column("hours", _("Hours"), lambda row, language: row.hours, 12, True),
    Column("amount", _("Amount"), lambda row, language: row.amount, 16, True),
    Column("remarks", _("Remarks"), lambda row, language: "; ".join(row.remarks), 40),
]
