"""The portal's own templates, loaded from templates.toml."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.db import transaction

from reporting.reports.models import ReportTemplate, TemplateSection

FILE = Path(__file__).with_name("templates.toml")
ALWAYS = date(2007, 1, 1)  # before every report, so that the first version is in force for each


@cache
def read():
    return tomllib.loads(FILE.read_text("utf-8"))


@transaction.atomic
def load_templates():
    """Add a first version for each kind of report without a template; change none."""
    has_one = set(ReportTemplate.objects.values_list("programme_period", "kind"))
    data = read()
    for row in data["templates"]:
        if (row["programme_period"], row["kind"]) in has_one:
            continue
        template = ReportTemplate.objects.create(
            programme_period=row["programme_period"], kind=row["kind"], version=1, active_from=ALWAYS
        )
        TemplateSection.objects.bulk_create(
            TemplateSection(template=template, key=key, order=order * 10, **data["sections"][key])
            for order, key in enumerate(row["sections"], start=1)
        )
