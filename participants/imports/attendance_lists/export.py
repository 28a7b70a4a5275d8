"""Attendance of an activity or of a project's month, with the columns that the import reads."""

import io
from datetime import UTC
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from esfportal.files.columns import Column as FileColumn
from esfportal.files.csv_table import as_text, encode
from esfportal.files.xlsx_table import new_workbook
from participants.attendance.models import Attendance
from participants.imports.reading.columns import FORMATS, Column

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def rows_of(user: Any, project: Any, first: Any, last: Any, **of: Any) -> list[Attendance]:
    """Return the attendance of participants whom lists show the user. Of week sheets there is none to import."""
    found = Attendance.objects.shown_to(user, project).filter(
        session__held_on__range=(first, last), session__is_from_sheet=False, **of
    )
    found = found.select_related("session__activity", "participation__merged_into")
    return list(found.order_by("session__held_on", "session__starts_at", "session", "pk"))


def render(kind: str, rows: list[Attendance], project: Any, language: str) -> bytes:
    with translation.override(language):
        columns = [_column(column, language) for column in FORMATS["attendance"].columns]
        if kind == "csv":
            lines = [[as_text(column.get(row, language), language) for column in columns] for row in rows]
            return encode([[column.key for column in columns], *lines])
        out = io.BytesIO()
        about = {"title": _("Attendance"), "author": project.display_name}
        with new_workbook(out, **about, made=timezone.now().astimezone(UTC)) as workbook:
            workbook.add_sheet(_("Attendance"), columns, rows, language)
    return out.getvalue()


def _column(column: Column, language: str) -> Any:
    heading = column.name if language == "en" else column.swedish

    def get(row: Attendance, _language: str) -> Any:
        value = VALUES[column.key](row)
        words = getattr(column.parse, "entry_of", None)
        return words(value)[language != "en"] if words and value else value

    return FileColumn(heading, heading, get, 16)


def _of(row: Attendance) -> Any:
    return row.participation.merged_into or row.participation


VALUES: dict[str, Any] = {
    "activity": lambda row: row.session.activity.name,
    "date": lambda row: row.session.held_on.isoformat(),
    "from": lambda row: f"{row.session.starts_at:%H:%M}",
    "participant": lambda row: str(_of(row).public_id),
    "given_name": lambda row: _of(row).given_name,
    "family_name": lambda row: _of(row).family_name,
    "attendance": lambda row: row.state,
    "minutes_missed": lambda row: str(row.missed_minutes or ""),
    "reason": lambda row: row.reason,
}
