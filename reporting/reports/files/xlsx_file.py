"""XLSX file: a sheet for each table of the report."""

import io

from django.utils import translation

from esfportal.files.xlsx_table import new_workbook
from reporting.reports.files import labels
from reporting.reports.files.columns import sheets
from reporting.reports.files.typed_values import moment_made
from reporting.reports.since_last.changed_columns import change_sheets


def render(document, language):
    out = io.BytesIO()
    with translation.override(language):
        about = {
            "title": labels.title(document, language),
            "author": document.project.owner.in_language(language),
            # When the figures were made, which is stored with them, so that the bytes are reproducible.
            "made": moment_made(document),
        }
        with new_workbook(out, **about) as workbook:
            for title, columns, rows in [*sheets(document), *change_sheets(document)]:
                workbook.add_sheet(title, columns, rows(document, language), language)
    return out.getvalue()
