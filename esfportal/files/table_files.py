"""A table as a CSV or XLSX file, and the response that sends it."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from esfportal.files.columns import Column
from esfportal.files.csv_table import as_text, encode
from esfportal.files.kinds import MEDIA_TYPES
from esfportal.files.xlsx_table import new_workbook

CSV = "text/csv; charset=utf-8"
XLSX = MEDIA_TYPES["xlsx"]
CONTENT_TYPES = {"csv": CSV, "xlsx": XLSX}


def table_file(
    kind: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    language: str,
    title: str,
    author: str,
    sheet: str,
) -> bytes:
    """Return the rows as "csv" or "xlsx"; a workbook has the title above its one sheet."""
    if kind == "csv":
        lines = ([as_text(column.get(row, language), language) for column in columns] for row in rows)
        return encode([[column.key for column in columns], *lines])
    out = io.BytesIO()
    with new_workbook(out, title=title, author=author, made=timezone.now().astimezone(UTC)) as workbook:
        workbook.add_sheet(sheet, columns, rows, language)
    return out.getvalue()


def file_response(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return the response that sends a CSV or XLSX file under the name, without its ending."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.{kind}")}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)
