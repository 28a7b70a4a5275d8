"""CSV writer: UTF-8 with byte order mark, `;` or on request `,`, quoted cells, CR LF."""

import csv
import io
from decimal import Decimal

from django.utils import translation

from esfportal.ui.safe_cells import neutralise
from reporting.reports.files.columns import CSV_COLUMNS, figure_rows
from reporting.reports.files.typed_values import Percent

# Without the byte order mark, Excel reads the file as Windows-1252.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Semicolons: a Swedish Excel uses the comma as decimal sign.
SEPARATOR, ENGLISH_SEPARATOR = ";", ","


def render(document, language):
    with translation.override(language):
        return write(CSV_COLUMNS, figure_rows(document, language), language)


def write(columns, rows, language):
    cells = ([as_text(column.get(row, language), language) for column in columns] for row in rows)
    return encode([[column.key for column in columns], *cells])


def with_commas(content):
    """Return a file of this module with `,` between its cells, as programs in English expect."""
    text = content.decode("utf-8-sig")
    return encode(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR), ENGLISH_SEPARATOR)


def encode(lines, separator=SEPARATOR):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def as_text(value, language):
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case Percent():
            return _mark(f"{value.value:.{value.decimals}f}", language)
        case Decimal():
            return _mark(plain_decimal(value), language)
    return neutralise(value)


def plain_decimal(value):
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _mark(text, language):
    return text.replace(".", ",") if language == "sv" else text
