"""File of a participant list: the rows and columns of the page, as CSV or XLSX."""

from dataclasses import dataclass
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _

from esfportal.files.columns import Column
from esfportal.files.table_files import table_file
from participants.register.pages import list_columns, person_list

DIRECTLY = 2_000  # rows at most that one request makes
TOGETHER = 1_000  # rows that are read together


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
    author, sheet = form.project.display_name, _("Participants")
    about = {"title": f"{sheet}: {author}", "author": author, "sheet": sheet}
    content = table_file(file_format, _file_columns(form.columns), rows, language=language, **about)
    return ListFile(content, [row.participation.pk for row in rows])


def file_name(project):
    # No name of a person, no filter: file names are seen by many.
    name = _("participants")
    return f"{name}_{project.slug}_{timezone.localdate()}"


def _file_columns(columns):
    return [
        Column(_("Name"), _("Name"), lambda row, language: row.name, 40),
        Column(_("Born"), _("Born"), lambda row, language: str(row.birth_year or ""), 9),
        *(
            Column(
                str(each.heading), each.heading, lambda row, language, get=each.value: get(row), each.width
            )
            for each in columns
        ),
    ]
