"""The process that reads one workbook: limits first, the file on standard input.

Standard output has the rows as compressed CSV, the row number first. Standard error has a JSON object about the sheet,
or the reason why the workbook is refused.
"""

import contextlib
import csv
import gzip
import io
import json
import sys
from collections.abc import Collection
from typing import TextIO

from participants.imports.reading.cell_text import clean
from participants.imports.workbooks import limits
from participants.imports.workbooks.archive import Archive, Refused
from participants.imports.workbooks.compound import SIGNATURE
from participants.imports.workbooks.markup import Enough
from participants.imports.workbooks.ods import OdsWorkbook
from participants.imports.workbooks.other_archives import refuse_other_archive
from participants.imports.workbooks.relations import Sheet, is_binary, workbook_part
from participants.imports.workbooks.xls import XlsWorkbook
from participants.imports.workbooks.xlsb import XlsbWorkbook
from participants.imports.workbooks.xlsx import XlsxWorkbook

Workbook = XlsxWorkbook | XlsbWorkbook | XlsWorkbook | OdsWorkbook


def limit_resources() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system; the parent still limits the time
        return
    for kind, amount in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),  # a dump of the memory would hold personal data
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


class _Output:
    """Writes rows until the text is too long for the parent to hold."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file)
        self._size = 0

    def __call__(self, number: int, cells: list[str]) -> None:
        self._size += sum(map(len, cells)) + len(cells) + 8
        if self._size > limits.OUTPUT:
            raise Refused("too_large")
        self._writer.writerow([number, *cells])


def read(content: bytes, wanted: str, headings: Collection[str], output: TextIO) -> dict[str, object]:
    """Write the rows of a sheet and return what is known about it. Raises Refused.

    wanted: the sheet's name, or "" for the first visible sheet that has known headings.
    """
    workbook = _open(content)
    sheet, others = _choose(workbook, wanted, headings)
    rows = workbook.read(sheet, _Output(output))
    return {
        "sheet": sheet.name,
        "others": others,
        "hidden_count": rows.hidden_count,
        "hidden": rows.hidden,
        "merged": rows.merged,
    }


def _open(content: bytes) -> Workbook:
    if content.startswith(SIGNATURE):
        return XlsWorkbook(content)
    archive = Archive(io.BytesIO(content))
    refuse_other_archive(archive)
    if OdsWorkbook.matches(archive):
        return OdsWorkbook(archive)
    part = workbook_part(archive)
    return XlsbWorkbook(archive, part) if is_binary(part) else XlsxWorkbook(archive, part)


def _choose(workbook: Workbook, wanted: str, headings: Collection[str]) -> tuple[Sheet, list[str]]:
    """Return the sheet to read, and the names of the other sheets with content."""
    starts = {number: _first_rows(workbook, sheet) for number, sheet in enumerate(workbook.sheets)}
    filled = [number for number, start in starts.items() if start]
    if wanted:
        chosen = [n for n, sheet in enumerate(workbook.sheets) if _same_name(sheet.name, wanted)]
        if not chosen:
            raise Refused("no_such_sheet", sheets=[workbook.sheets[n].name for n in filled])
    else:
        visible = [number for number in filled if workbook.sheets[number].is_visible]
        best = max((_known(starts[number], headings) for number in visible), default=0)
        # The first one, unless only another sheet has headings.
        chosen = [n for n in visible if not best or _known(starts[n], headings)]
        chosen = chosen or [n for n, sheet in enumerate(workbook.sheets) if sheet.is_visible]
    if not chosen:
        raise Refused("unreadable")
    return workbook.sheets[chosen[0]], [workbook.sheets[n].name for n in filled if n != chosen[0]]


def _first_rows(workbook: Workbook, sheet: Sheet) -> list[list[str]]:
    """Return the first rows with content."""
    found: list[list[str]] = []

    def emit(_number: int, row: list[str]) -> None:
        found.append(row)
        if len(found) >= limits.HEADER_ROWS:
            raise Enough

    with contextlib.suppress(Enough):  # the last row is emitted after the end of the part
        workbook.read(sheet, emit)
    return found


def _same_name(first: str, second: str) -> bool:
    return clean(first).casefold() == clean(second).casefold()


def _known(rows: list[list[str]], headings: Collection[str]) -> int:
    counts = (sum(clean(cell).casefold() in headings for cell in row) for row in rows)
    return max(counts, default=0)


def main() -> None:
    limit_resources()
    task = json.loads(sys.argv[1])
    # The parent keeps it compressed until the last row is read: a fifth.
    packed = gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", compresslevel=1, mtime=0)
    output = io.TextIOWrapper(packed, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        content = sys.stdin.buffer.read(limits.PACKED + 1)
        if len(content) > limits.PACKED:
            raise Refused("too_large")
        answer = read(content, task["sheet"], set(task["headings"]), output)
        output.close()
    except Refused as refused:
        answer = {"refused": refused.reason, **refused.details}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_large"}
    sys.stderr.write(json.dumps(answer))
