"""Read a CSV or XLSX file as a table of text."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from participants.imports.reading.errors import FileError
from participants.imports.reading.spreadsheet import read_spreadsheet

SEPARATORS = ";,\t"
CHUNK = 1 << 20
LONGEST_HEADER = 20_000  # characters
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PDF = b"%PDF"


@dataclass(frozen=True)
class Table:
    """A header and the rows, without empty ones."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]  # (row number, cells)


def open_table(file: BinaryIO, known: Collection[str] = ()) -> Table:
    """Return the table of a seekable binary file. Raises FileError.

    `known`: headings in lower case; the separator is the one that finds most of them.
    """
    file.seek(0)
    start = file.read(8)
    if not start.strip():
        file.seek(0)
        if not file.read().strip():
            raise FileError(_("The file is empty. Choose a file with a header and at least one row."))
    if start.startswith(ZIP):
        return _table(clean_spreadsheet(read_spreadsheet(file)))
    if start.startswith(OLD_EXCEL):
        raise FileError(
            _("The file is in Excel's old format or has a password. Save it as .xlsx without a password.")
        )
    if start.startswith(PDF):
        raise FileError(_("The file is a PDF. Choose a table: CSV or XLSX."))
    encoding = _encoding(file)
    return _table(_csv_rows(file, encoding, _separator(file, encoding, known)))


def _table(rows: Iterable[list[str]]) -> Table:
    numbered = enumerate(rows, start=1)
    header: list[str] = next((cells for _number, cells in numbered if any(cells)), [])
    if not header:
        raise FileError(_("The file is empty. Choose a file with a header and at least one row."))
    while not header[-1]:
        header.pop()
    return Table(header, ((number, cells) for number, cells in numbered if any(cells)))


def clean(text: str) -> str:
    # Composed form (NFC): é as one character.
    text = text.strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean_spreadsheet(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return ([clean(cell) for cell in cells] for cells in rows)


def _encoding(file: BinaryIO) -> str:
    """Return utf-8-sig if the whole file decodes, otherwise cp1252. Raises FileError."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "cp1252")}
    file.seek(0)
    while chunk := file.read(CHUNK):
        if b"\x00" in chunk:
            raise FileError(_("The file is not a table. Choose a CSV or XLSX file."))
        for name in list(decoders):
            if not _decodes(decoders[name], chunk):
                del decoders[name]
        _check_decodable(decoders)
    for name in list(decoders):
        if not _decodes(decoders[name], b"", final=True):
            del decoders[name]
    _check_decodable(decoders)
    return next(iter(decoders))


def _check_decodable(decoders: Collection[str]) -> None:
    if not decoders:
        raise FileError(_("The text of the file can't be read. Save it as CSV in UTF-8 and try again."))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_NonClosingFile(file)), encoding=encoding, newline="")


class _NonClosingFile(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # Any: collections.abc.Buffer has no item assignment
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _separator(file: BinaryIO, encoding: str, known: Collection[str]) -> str:
    sample = _text(file, encoding).read(LONGEST_HEADER).lstrip("\r\n")

    def score(separator: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return sum(clean(cell).casefold() in known for cell in header), len(header)

    return max(SEPARATORS, key=score)


def _csv_rows(file: BinaryIO, encoding: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(_text(file, encoding), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield [clean(cell) for cell in cells]
    except csv.Error:
        raise FileError(
            _("Line %(line)s of the file can't be read: a quotation mark is missing or misplaced there.")
            % {"line": reader.line_num}
        ) from None
