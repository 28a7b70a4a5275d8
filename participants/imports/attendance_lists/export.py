"""Attendance of an activity or of a project's month, with the columns that the import reads."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from esfportal.files.columns import Column as FileColumn
from esfportal.files.table_files import table_file
from participants.attendance.models import Attendance
from participants.imports.reading.columns import FORMATS, Column


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
        about = {"title": _("Attendance"), "author": project.display_name, "sheet": _("Attendance")}
        return table_file(kind, columns, rows, language=language, **about)


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
