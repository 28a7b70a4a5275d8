"""CSV and XLSX of a month, read back before they are handed out."""

import csv
import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineWorkbook

from esfportal.files.columns import Column
from esfportal.files.csv_table import SEPARATOR, as_text
from esfportal.files.table_files import table_file
from esfportal.ui.safe_cells import clean
from participants.register.choices import Sex


class NotReadBack(Exception):
    """A file lacks what was written."""


def render(kind, file, rows, language):
    name = file.project.display_name
    about = {"title": f"{name}: {file.display_name}", "author": name, "sheet": _("Participants")}
    content = table_file(kind, COLUMNS, rows, language=language, **about)
    if [*(_read_csv if kind == "csv" else _read_xlsx)(content)] != [_expected(row, kind) for row in rows]:
        raise NotReadBack
    return content


def _read_csv(content):
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=SEPARATOR)
    next(lines)
    for number, given, family, sex, born, start, end, hours in lines:
        yield number, given, family, sex, born, start, end, hours.replace(",", ".")


def _read_xlsx(content):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    for number, given, family, sex, born, start, end, hours in sheet.to_python()[1:]:
        yield number, given, family, sex, str(born), str(start), str(end), f"{hours:g}"


def _expected(row, kind):
    texts = (row.number, row.given_name, row.family_name, str(Sex(row.sex).label))
    names = [as_text(each, "sv") for each in texts] if kind == "csv" else [clean(each) for each in texts]
    days = (row.birth_date, row.starts_on, row.ends_on or "")
    return *names, *map(str, days), f"{row.hours:g}"


COLUMNS = [
    Column("personal_identity_number", gettext_lazy("Number"), lambda row, language: row.number, 16),
    Column("given_name", gettext_lazy("Given name"), lambda row, language: row.given_name, 24),
    Column("family_name", gettext_lazy("Family name"), lambda row, language: row.family_name, 24),
    Column("gender", gettext_lazy("Gender"), lambda row, language: str(Sex(row.sex).label), 10),
    Column("birth_date", gettext_lazy("Birth date"), lambda row, language: row.birth_date, 12),
    Column("entry_date", gettext_lazy("Start"), lambda row, language: row.starts_on, 12),
    Column("exit_date", gettext_lazy("End"), lambda row, language: row.ends_on, 12),
    Column("hours", gettext_lazy("Hours"), lambda row, language: row.hours, 12, True),
]
