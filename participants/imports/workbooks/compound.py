"""Streams of a compound file: the container of XLS, and of every workbook with a password."""

import struct

from participants.imports.workbooks.archive import Refused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
LAST_SECTOR = 0xFFFFFFFA  # higher numbers are ends and free sectors
SMALL = 4096  # shorter streams lie in the sectors of a stream of their own
ENTRY = 128
ROOT, STREAM = 5, 2


class CompoundFile:
    """A compound file of which only the streams asked for are put together. Raises Refused."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._read_header()
        except struct.error:
            raise Refused("unreadable") from None

    def _read_header(self) -> None:
        header = self._content[:HEADER]
        (shift,) = struct.unpack_from("<H", header, 30)
        if shift not in (9, 12):  # the sizes of the two versions
            raise Refused("unreadable")
        self._size = 1 << shift
        directory, first_small, first_table = struct.unpack_from("<I8xI4xI", header, 48)
        self._next = self._read_table(header, first_table)
        entries = b"".join(self._chain(directory))
        self._entries = {
            name: (kind, start, size) for name, kind, start, size in map(_entry, _parts(entries)) if name
        }
        self._next_small = _numbers(b"".join(self._chain(first_small)))

    def _read_table(self, header: bytes, further: int) -> tuple[int, ...]:
        """Return the sector that follows each sector."""
        sectors = list(_numbers(header[76:]))
        seen: set[int] = set()
        while further < LAST_SECTOR and further not in seen:
            seen.add(further)
            *more, further = _numbers(self._sector(further))
            sectors += more
        return _numbers(b"".join(self._sector(each) for each in sectors if each < LAST_SECTOR))

    def _sector(self, number: int) -> bytes:
        # The first sector follows the header, which takes a whole one.
        start = (number + 1) * self._size
        found = self._content[start : start + self._size]
        if not found:
            raise Refused("unreadable")
        return found.ljust(self._size, b"\0")

    def _chain(self, number: int) -> list[bytes]:
        found: list[bytes] = []
        while number < LAST_SECTOR:
            if len(found) * self._size > len(self._content) or number >= len(self._next):
                raise Refused("unreadable")  # a circle
            found.append(self._sector(number))
            number = self._next[number]
        return found

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def stream(self, name: str) -> bytes:
        kind, start, size = self._entries.get(name.casefold(), (0, 0, 0))
        if kind != STREAM or size > len(self._content):
            raise Refused("unreadable")
        if size >= SMALL:
            return b"".join(self._chain(start))[:size]
        return self._small_stream(start, size)

    def _small_stream(self, number: int, size: int) -> bytes:
        root = next((start for kind, start, _size in self._entries.values() if kind == ROOT), None)
        if root is None:
            raise Refused("unreadable")
        container = b"".join(self._chain(root))
        found = b""
        while len(found) < size:
            piece = container[number * 64 : number * 64 + 64]
            if not piece or number >= len(self._next_small):
                raise Refused("unreadable")
            found += piece
            number = self._next_small[number]
        return found[:size]


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _parts(entries: bytes) -> list[bytes]:
    return [entries[at : at + ENTRY] for at in range(0, len(entries), ENTRY)]


def _entry(part: bytes) -> tuple[str, int, int, int]:
    (length, kind), (start, size) = struct.unpack_from("<HB", part, 64), struct.unpack_from("<II", part, 116)
    name = part[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return name.casefold(), kind, start, size
