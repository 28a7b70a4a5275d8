"""File of a participant list: the rows and columns of the page, as CSV or XLSX."""

import io
from dataclasses import dataclass
from datetime import UTC
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.files.columns import Column
from esfportal.files.csv_table import as_text, encode
from esfportal.files.xlsx_table import new_workbook
from participants.register.models import ListExport
from participants.register.pages import list_columns, person_list

DIRECTLY = 2_000  # rows at most that one request makes
TOGETHER = 1_000  # rows that are read together
Format = ListExport.Format
TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class ListFile:
    content: bytes
    subjects: list  # keys of the participations in it


def make_file(form, keys, file_format, language, progress=lambda rows: None):
    """Return the file of the participations with the keys, as the list of the filter form shows them."""
    rows = []
    for chunk in batched(keys, TOGETHER, strict=False):
        shown = person_list.with_keys(chunk, form.project)
        if list_columns.CASE_WORKER in form.columns:
            person_list.add_case_workers(shown)
        rows += person_list.list_rows(
            shown, user=form.user, today=timezone.localdate(), names=form.part_names
        )
        progress(len(rows))
    columns = _file_columns(form.columns)
    write = _csv if file_format == Format.CSV else _xlsx
    return ListFile(write(columns, rows, form.project, language), [row.participation.pk for row in rows])


def file_name(project, file_format):
    # No name of a person, no filter: file names are seen by many.
    name = _("participants")
    return f"{name}_{project.slug}_{timezone.localdate()}.{file_format}"


def _file_columns(columns):
    return [
        Column("name", _("Name"), lambda row, language: row.name, 40),
        Column("born", _("Born"), lambda row, language: str(row.birth_year or ""), 9),
        *(
            Column(each.key, each.heading, lambda row, language, get=each.value: get(row), each.width)
            for each in columns
        ),
    ]


def _csv(columns, rows, project, language):
    lines = ([as_text(column.get(row, language), language) for column in columns] for row in rows)
    return encode([[str(column.heading) for column in columns], *lines])


def _xlsx(columns, rows, project, language):
    out = io.BytesIO()
    title = f"{_('Participants')}: {project.display_name}"
    made = timezone.now().astimezone(UTC)
    with new_workbook(out, title=title, author=project.display_name, made=made) as workbook:
        workbook.add_sheet(_("Participants"), columns, rows, language)
    return out.getvalue()
