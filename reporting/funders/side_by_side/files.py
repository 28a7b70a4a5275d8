"""CSV and XLSX files of the list of projects."""

import io
from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.files.csv_table import as_text, encode
from esfportal.files.xlsx_table import new_workbook
from reporting.funders.side_by_side.columns import NAME

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(kind, rows, columns, language):
    shown = [column for each in (NAME, *columns) for column in each.file]
    if kind == "csv":
        lines = ([as_text(column.get(row, language), language) for column in shown] for row in rows)
        return encode([[column.key for column in shown], *lines])
    out = io.BytesIO()
    made = timezone.now().astimezone(UTC)
    with new_workbook(out, title=_("Projects"), author="esfportal", made=made) as workbook:
        workbook.add_sheet(_("Projects"), shown, rows, language)
    return out.getvalue()
