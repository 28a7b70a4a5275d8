"""Hostile text in every text field of the database: what of it reaches a file is harmless there.

The fields are read from the models, so that a new one joins by itself.
"""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from python_calamine import CalamineWorkbook

from esfportal.ui.safe_cells import QUOTE, clean
from projects.models import Project
from reporting.indicators.figures import compute
from reporting.reports.files import render
from tests.factories import OutcomeEventFactory, ParticipationFactory, SubProjectFactory
from tests.reporting.reports.test_files_csv import PAYLOADS, is_formula

pytestmark = pytest.mark.django_db
OURS = ("accounts", "projects", "participants")
NOT_WRITTEN = {  # by anybody: the country's own names, and what the portal notes by itself, for ever
    "projects.County",
    "projects.Municipality",
    "audit.AuditEntry",
    "accounts.AccessLogEntry",
}
ONCE = {"register.OutcomeEvent"}  # written once, never changed
SPOKEN_OF = {  # what must be among the fields that reach a file, or the test has lost its way
    "accounts.Organisation.name",
    "projects.Project.name",
    "projects.Project.name_en",
    "projects.Project.case_number",
    "projects.Project.programme_area_name",
    "projects.Intervention.name",
    "projects.SubProject.name",
    "projects.Target.label",
}
MORE = [  # what a database takes besides
    "\u202e=1+1",
    "\u00a0=1",
    "\u2066@SUM(A1)\u2069",
    "' =1",
    '"=1+1"',
    "=" * 40_000,
    "Namn|=1",
    "Namn\t=1",
    "DDE;=cmd|' /C calc'!'A0'",
    "⁼1",
    "+CONCATENATE(A1;B1)",
    '@IMPORTXML("http://example.org";"//a")',
]
PLANTED = sorted({payload.replace("\x00", "") for payload in PAYLOADS} | set(MORE), key=len)
KEYS = ("slug", "code")  # read back by their own rules: letters, digits and hyphens, by a converter


def text_fields():
    """Every text that somebody may write: (model, field)."""
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in OURS and label not in NOT_WRITTEN and not label.endswith("History"):
            for field in model._meta.fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and field.name not in KEYS:
                    yield model, field


def plant(project, text_of):
    """`text_of(model, field)` in every text field of every row, as much of it as the field takes."""
    once = {}
    for model, field in text_fields():
        text = text_of(model, field)
        limit = field.max_length or len(text) + 10
        if model._meta.label in ONCE:
            once[field.name] = text[:limit]
            continue
        rows = model._default_manager.all()
        for row in rows.values_list("pk", flat=True):
            tail = f" {row}" if field.unique else ""
            rows.filter(pk=row).update(**{field.name: text[: limit - len(tail)] + tail})
    OutcomeEventFactory(participation=project.participations.get(), happened_on=project.starts_on, **once)


@pytest.fixture
def project(db):
    """A project with rows of every kind, somebody in it and something that became of them."""
    call_command(
        "load_project", str(settings.BASE_DIR / "projects" / "files" / "kalmar.toml"), stdout=io.StringIO()
    )
    project = Project.objects.get(slug="kalmar")
    SubProjectFactory(project=project)
    ParticipationFactory(project=project, spell__entry_date=project.starts_on)
    return project


def files(project, language="sv"):
    """{kind: bytes} of a report's tables."""
    document = compute(Project.objects.get(pk=project.pk), ends_on=date(2020, 3, 31)).document
    return {"csv": render(document, "csv", language), "xlsx": render(document, "xlsx", language)}


def csv_cells(content):
    text = content.decode("utf-8-sig")
    return [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) for cell in row
    ]


def xlsx_cells(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return [cell for row in rows for cell in row if isinstance(cell, str)]


def test_every_field_that_reaches_a_file_is_known(project):
    # A mark in each field shows which of them reach a file.
    marks = {(model, field): f"Qz{number}q" for number, (model, field) in enumerate(text_fields())}
    plant(project, lambda model, field: marks[model, field])
    made = [files(project, language) for language in ("sv", "en")]
    seen = " ".join(cell for each in made for cell in csv_cells(each["csv"]) + xlsx_cells(each["xlsx"]))
    reached = {f"{model._meta.label}.{field.name}" for (model, field), mark in marks.items() if mark in seen}
    assert reached >= SPOKEN_OF
    assert {name for name in reached if name.startswith(("participants.", "accounts.User"))} == set()


def test_it_is_harmless_there(project):
    for text in PLANTED:
        plant(project, lambda model, field: text)  # noqa: B023  (used at once)
        made = files(project)
        judge_csv(made["csv"], text)
        judge_xlsx(made["xlsx"], text)


def judge_csv(content, text):
    cells = csv_cells(content)
    assert [cell for cell in cells if is_formula(cell) and not re.fullmatch(r"-?[\d,.]+", cell)] == []
    assert not any(re.search(r"[\x00-\x1f]", cell) for cell in cells)
    # Excel splits a file on what Windows says, and a file opened by hand on what its reader says.
    for separator in ';,|\t"':
        for cell in cells:
            assert not any(is_formula(piece) for piece in cell.split(separator)[1:])
    readable = {cell.replace(QUOTE, "") for cell in cells}
    assert any(clean(text[:200]).replace(QUOTE, "")[:100] in cell for cell in readable)


def judge_xlsx(content, text):
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert sheets
    for sheet in sheets:
        assert not re.search(r"<(f|hyperlink)\b", sheet)
        assert set(re.findall(r'<c [^>]*\bt="(\w+)"', sheet)) <= {"s"}
    assert not any("externalLink" in name or "ddeLink" in name for name in archive.namelist())
    assert any(clean(text[:200])[:100] in cell for cell in xlsx_cells(content))
