"""Texts of an XLS workbook, in two bytes a character or one, and the list of shared texts."""

import codecs
import struct

from participants.imports.workbooks import cells, limits
from participants.imports.workbooks.archive import Refused

TWO_BYTES, EXTENDED, RICH = 1, 4, 8
MACINTOSH = (10000, 0x8000)


class Texts:
    """Reads texts by the version of the file. Raises Refused, IndexError and struct.error for damaged ones."""

    def __init__(self) -> None:
        self.is_old = False  # Excel 5 and 95: one byte a character, in a code page
        self._encoding = "cp1252"
        self._shared: list[str] = []

    def set_code_page(self, number: int) -> None:
        name = "mac_roman" if number in MACINTOSH else f"cp{number}"
        try:
            self._encoding = codecs.lookup(name).name
        except LookupError:
            self._encoding = "cp1252"

    def short(self, content: bytes, position: int) -> str:
        """Return the text at the position, whose length takes one byte."""
        return self._text(content, position + 1, content[position])

    def long(self, content: bytes, position: int) -> str:
        """Return the text at the position, whose length takes two bytes."""
        return self._text(content, position + 2, *struct.unpack_from("<H", content, position))

    def format_code(self, content: bytes) -> str:
        return self.short(content, 2) if self.is_old else self.long(content, 2)

    def _text(self, content: bytes, position: int, length: int) -> str:
        if self.is_old:
            return _without_mark(content[position : position + length].decode(self._encoding, "replace"))
        flags = content[position]
        position += 1 + (2 if flags & RICH else 0) + (4 if flags & EXTENDED else 0)
        if flags & TWO_BYTES:
            return _decoded(content[position : position + 2 * length], is_wide=True)
        return _decoded(content[position : position + length], is_wide=False)

    def shared(self, position: int) -> str:
        try:
            return self._shared[position]
        except IndexError:
            return cells.mark(cells.ERROR, str(position))

    def read_shared(self, records: list[bytes]) -> None:
        """Read the list of shared texts, which goes on over several records."""
        if not records:
            return
        (count,) = struct.unpack_from("<I", records[0], 4)
        if count > limits.STRINGS:
            raise Refused("too_large")
        source = _Continued(records, 8)
        # The count may be wrong: the texts end where the records do.
        while len(self._shared) < count and not source.is_at_end():
            self._shared.append(source.text()[: limits.LONGEST_CELL])


class _Continued:
    """A position in records that continue each other, between any two characters of a text too."""

    def __init__(self, records: list[bytes], position: int) -> None:
        self._records, self._number, self._position = records, 0, position

    def is_at_end(self) -> bool:
        while self._position >= len(self._records[self._number]):
            if self._number + 1 >= len(self._records):
                return True
            self._number, self._position = self._number + 1, 0
        return False

    def _take(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            if self.is_at_end():
                raise Refused("unreadable")
            record = self._records[self._number]
            piece = record[self._position : self._position + count - len(found)]
            self._position += len(piece)
            found += piece
        return found

    def text(self) -> str:
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & RICH else 0
        extended = struct.unpack("<I", self._take(4))[0] if flags & EXTENDED else 0
        pieces: list[str] = []
        while length:
            if self._position >= len(self._records[self._number]):
                if self.is_at_end():
                    raise Refused("unreadable")
                flags = self._take(1)[0]  # the record begins with flags of its own
            width = 2 if flags & TWO_BYTES else 1
            record = self._records[self._number]
            count = min(length, (len(record) - self._position) // width)
            if not count:
                raise Refused("unreadable")
            pieces.append(_decoded(self._take(count * width), is_wide=width == 2))
            length -= count
        self._skip(4 * runs + extended)
        return "".join(pieces)

    def _skip(self, count: int) -> None:
        while count and not self.is_at_end():
            step = min(count, len(self._records[self._number]) - self._position)
            self._position += step
            count -= step


def _decoded(content: bytes, *, is_wide: bool) -> str:
    return _without_mark(content.decode("utf-16-le" if is_wide else "latin-1", "replace"))


def _without_mark(text: str) -> str:
    # No text of a file can equal a mark.
    return text.replace(cells.MARK, "")
