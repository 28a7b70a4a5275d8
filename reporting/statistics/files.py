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
from reporting.statistics.monthly.facts import Employed, Fact


class NotReadBack(Exception):
    """A file lacks what was written."""


def render(kind, file, rows, language, facts=()):
    """Return the content; `facts`: names of columns after the hours."""
    name = file.project.display_name
    about = {"title": f"{name}: {file.display_name}", "author": name, "sheet": _("Participants")}
    content = table_file(kind, [*COLUMNS, *map(_column, facts)], rows, language=language, **about)
    if [*(_read_csv if kind == "csv" else _read_xlsx)(content)] != [
        _expected(row, kind, facts) for row in rows
    ]:
        raise NotReadBack
    return content


def _read_csv(content):
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=SEPARATOR)
    next(lines)
    for number, given, family, sex, born, start, end, hours, *facts in lines:
        yield number, given, family, sex, born, start, end, hours.replace(",", "."), *facts


def _read_xlsx(content):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    for number, given, family, sex, born, start, end, hours, *facts in sheet.to_python()[1:]:
        yield number, given, family, sex, str(born), str(start), str(end), f"{hours:g}", *facts


def _expected(row, kind, facts):
    texts = (row.number, row.given_name, row.family_name, str(Sex(row.sex).label))
    names, more = (_as_read(each, kind) for each in (texts, [fact_text(row, name) for name in facts]))
    days = (row.birth_date, row.starts_on, row.ends_on or "")
    return *names, *map(str, days), f"{row.hours:g}", *more


def _as_read(texts, kind):
    return [as_text(each, "sv") if kind == "csv" else clean(each) for each in texts]


def fact_text(row, name):
    value = getattr(row, name) or ""
    return str(Employed(value).label) if value and name == Fact.EMPLOYED else value


def _column(name):
    return Column(KEYS[name], Fact(name).label, lambda row, language: fact_text(row, name), 20)


KEYS = {
    Fact.EMPLOYED: "employed_at_entry",
    Fact.EMPLOYER: "employer",
    Fact.EMPLOYER_NUMBER: "employer_organisation_number",
    Fact.MUNICIPALITY: "municipality_code",
    Fact.INTERVENTION: "intervention",
    Fact.SUB_PROJECT: "sub_project",
}
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
