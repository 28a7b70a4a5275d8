"""Read a sheet of a workbook in a process of its own, which a hostile file can only make fail."""

import csv
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from participants.imports.reading.errors import FileError
from participants.imports.reading.notices import quoted
from participants.imports.reading.other_files import ARCHIVE, DOCUMENT, NUMBERS
from participants.imports.workbooks import limits
from participants.imports.workbooks.rows import Range

ROOT = Path(__file__).resolve().parents[3]
# Isolated, and without site-packages: the reader needs the standard library alone.
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from participants.imports.workbooks.child import main; main()"
)

# Sheets of the empty workbook: its explanations, and the words of its lists.
GUIDES = {"sv": "Så fyller du i", "en": "How to fill in"}
CODES = "_codes"
OWN_SHEETS = {*GUIDES.values(), CODES}


@dataclass(frozen=True)
class SheetContent:
    name: str
    rows: Iterator[tuple[int, list[str]]]  # (row number, cells); cells that can't be read are marked
    other_sheets: tuple[str, ...]  # those with content
    hidden_count: int
    hidden: tuple[int, ...]  # the first hidden rows
    merged: tuple[Range, ...]


def read_workbook(file: BinaryIO, *, sheet: str, headings: Collection[str]) -> SheetContent:
    """Return the named sheet, or the first with known headings. Raises FileError."""
    file.seek(0)
    content = file.read(limits.PACKED + 1)
    if len(content) > limits.PACKED:
        raise _refusal("too_large", {})
    output, answer = _run(content, {"sheet": sheet, "headings": sorted(headings)})
    if "refused" in answer:
        raise _refusal(answer["refused"], answer)
    return SheetContent(
        name=answer["sheet"],
        rows=_rows(output),
        other_sheets=tuple(name for name in answer["others"] if name not in OWN_SHEETS),
        hidden_count=answer["hidden_count"],
        hidden=tuple(answer["hidden"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in answer["merged"]),
    )


def _run(content: bytes, task: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(ROOT), json.dumps(task)]
    try:
        # An empty environment: the process holds none of the portal's keys and passwords.
        done = subprocess.run(
            command, input=content, capture_output=True, env={}, timeout=limits.SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_large", {}) from None
    try:
        answer = json.loads(done.stderr)
    except ValueError:
        # Ended by a limit, before it could say why.
        answer = {"refused": "too_large" if done.returncode < 0 else "unreadable"}
    return done.stdout, answer


def _rows(output: bytes) -> Iterator[tuple[int, list[str]]]:
    packed = gzip.GzipFile(fileobj=io.BytesIO(output))
    text = io.TextIOWrapper(packed, encoding="utf-8", errors="surrogatepass", newline="")
    for number, *cells in csv.reader(text):
        yield int(number), cells


def _refusal(reason: str, details: dict[str, Any]) -> FileError:
    match reason:
        case "too_large":
            return FileError(
                _("The spreadsheet is too large: remove what is outside the list, or save it as CSV.")
            )
        case "password":
            return FileError(
                _("The workbook has a password. Save a copy without one: File, Info, Protect Workbook.")
            )
        case "before_1995":
            return FileError(_("The workbook is in a format from before 1995. Save it again as .xlsx."))
        case "no_such_sheet":
            names = quoted(details["sheets"])
            return FileError(
                _("The workbook has no sheet of that name. Sheets with content: %(names)s.")
                % {"names": names or "–"}
            )
        case "document":
            return FileError(DOCUMENT)
        case "archive":
            return FileError(ARCHIVE)
        case "numbers":
            return FileError(NUMBERS)
        case _:
            return FileError(
                _("The spreadsheet can't be read: it is damaged, or not a workbook. Save it again as .xlsx.")
            )
