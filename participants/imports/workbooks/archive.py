import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from participants.imports.workbooks import limits

CHUNK = 1 << 18
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


class Refused(Exception):
    """Raised for a workbook that is not read; `reason` is one of the parent's messages."""

    def __init__(self, reason: str, **details: object) -> None:
        self.reason = reason
        self.details = details
        super().__init__(reason)


class Archive:
    """The parts of a ZIP file. Names are compared without regard to case, as Excel does."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGES:
            raise Refused("unreadable") from None
        entries = self._zip.infolist()
        # The declared size is only a first look: what is read is counted, too.
        if len(entries) > limits.ENTRIES or sum(each.file_size for each in entries) > 2 * limits.UNPACKED:
            raise Refused("too_large")
        self._entries = {each.filename.lstrip("/").casefold(): each for each in entries}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        entry = self._entries.get(name.casefold())
        if entry is None or entry.compress_type not in METHODS or entry.flag_bits & 1:
            raise Refused("unreadable")
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > limits.UNPACKED:
                        raise Refused("too_large")
                    yield chunk
        except DAMAGES:
            raise Refused("unreadable") from None
