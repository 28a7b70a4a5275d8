"""CSV files: UTF-8 with byte order mark, `;` or on request `,`, all quoted, CR LF, formulas neutralised."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import BinaryIO

from esfportal.files.columns import Percent
from esfportal.ui.safe_cells import neutralise

# Semicolons: a Swedish Excel uses the comma as decimal sign.
SEPARATOR, ENGLISH_SEPARATOR = ";", ","


def encode(lines: Iterable[Iterable[str]], separator: str = SEPARATOR) -> bytes:
    content = io.BytesIO()
    write_lines(lines, content, separator)
    return content.getvalue()


def write_lines(lines: Iterable[Iterable[str]], file: BinaryIO, separator: str = SEPARATOR) -> None:
    """Write lines of texts to a binary file, one at a time."""
    # Without the byte order mark, Excel reads the file as Windows-1252.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    text.detach()


def as_text(value: object, language: str) -> str:
    """Return the text of a cell."""
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


def plain_decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _mark(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "sv" else text
