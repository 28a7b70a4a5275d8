"""XLS and XLSB workbooks written by hand, record by record, because no library at hand writes them.

The tests compare them with what python-calamine reads, which is another reader of the same formats.
"""

import io
import struct
from datetime import date, datetime
from typing import NamedTuple

from tests.participants.imports.workbooks import relationships, zipped

ERROR_CODES = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
SECTOR, SMALL, END, FREE, TABLE = 512, 4096, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
OWN_FORMAT = 170
FORMAT_CODE = "[$-41D]yyyy\\-mm\\-dd"


class Error(NamedTuple):
    shown: str
    is_formula: bool = False


class Formula(NamedTuple):
    result: object = None  # None: never calculated


class Sheet(NamedTuple):
    name: str
    rows: list
    hidden: tuple = ()  # row numbers
    merged: tuple = ()  # (first row, last row, first column, last column), as stored from 0
    is_hidden: bool = False


def serial(day, *, is_1904):
    return (day - (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))).days


def compound(streams):
    """Return a compound file with {name: content}; short streams lie in the small container, as they must."""
    small, large = b"", []
    small_next, entries = [], []
    for name, content in streams.items():
        if len(content) < SMALL:
            start, count = len(small) // 64, -(-len(content) // 64)
            small += content.ljust(count * 64, b"\0")
            small_next += [*range(start + 1, start + count), END] if count else []
            entries.append((name, 2, start, len(content)))
        else:
            entries.append((name, 2, len(large), len(content)))
            large.append(content)
    parts = [*large, small, struct.pack(f"<{len(small_next)}I", *small_next)]
    parts = [part.ljust(-(-len(part) // SECTOR) * SECTOR, b"\xff") for part in parts]
    directory = -(-(len(entries) + 1) * 128 // SECTOR)
    sectors = sum(len(part) for part in parts) // SECTOR + directory
    tables = next(count for count in range(1, 110) if count * 128 >= count + sectors)
    table, starts, position = [TABLE] * tables, [], tables
    for length in [len(part) // SECTOR for part in parts] + [directory]:
        starts.append(position if length else END)
        table += [*range(position + 1, position + length), END] if length else []
        position += length
    table += [FREE] * (tables * 128 - len(table))
    records = [("Root Entry", 5, starts[-3], len(small))]
    records += [(n, k, starts[at] if size >= SMALL else at, size) for n, k, at, size in entries]
    written = b"".join(map(_entry, records)).ljust(directory * SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<6I", 0, tables, starts[-1], 0, SMALL, starts[-2])
    header += struct.pack("<3I", len(parts[-1]) // SECTOR, END, 0)
    header += struct.pack("<109I", *[*range(tables), *[FREE] * (109 - tables)])
    return io.BytesIO(header + struct.pack(f"<{len(table)}I", *table) + b"".join(parts) + written)


def _entry(record):
    name, kind, start, size = record
    encoded = f"{name}\0".encode("utf-16-le")
    below = 1 if kind == 5 else FREE
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII36xIQ", len(encoded), kind, 1, FREE, FREE, below, start, size)
    )  # fmt: skip


def record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content


def text(value, size="<H"):
    # In one byte a character where possible, as Excel writes.
    try:
        return struct.pack(size, len(value)) + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        return struct.pack(size, len(value)) + b"\1" + value.encode("utf-16-le")


def shared_texts(texts, longest=8224):
    """Return the records of the shared texts; a text may go on in the next record."""
    records, content = [], struct.pack("<II", len(texts), len(texts))
    for value in texts:
        encoded = text(value)
        while len(content) + len(encoded) > longest:
            room = longest - len(content)
            width = 1 + encoded[2]
            cut = 3 + max(0, room - 3) // width * width
            if room <= 3 + width:  # not even one character
                cut = 0
            records.append(content + encoded[:cut])
            content, encoded = b"", encoded[2:3] * bool(cut) + encoded[cut:]
            if cut:  # flags again, then the rest of the characters
                while len(encoded) > longest:
                    cut = 1 + (longest - 1) // width * width
                    records.append(encoded[:cut])
                    encoded = encoded[:1] + encoded[cut:]
                content, encoded = encoded, b""
        content += encoded
    records.append(content)
    return record(0xFC, records[0]) + b"".join(record(0x3C, each) for each in records[1:])


def xls(*sheets, is_1904=False, before=b"", order=None, longest=8224):
    """Return an XLS workbook. `before`: records at its beginning. `order`: sorts the cells of a sheet."""
    texts = [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    places = {value: position for position, value in enumerate(dict.fromkeys(texts))}
    styles = [0, 14, OWN_FORMAT]
    settings = record(0x22, struct.pack("<H", is_1904)) + record(
        0x41E, struct.pack("<H", OWN_FORMAT) + text(FORMAT_CODE)
    )
    settings += b"".join(record(0xE0, struct.pack("<HH16x", 0, style)) for style in styles)
    names = [text(sheet.name, "<B") for sheet in sheets]
    shared = shared_texts(list(places), longest)
    begin = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + before
    length = len(begin) + len(settings) + len(shared) + 4 + sum(10 + len(name) for name in names)
    listed, parts = b"", b""
    for sheet, name in zip(sheets, names, strict=True):
        listed += record(0x85, struct.pack("<IBB", length + len(parts), sheet.is_hidden, 0) + name)
        parts += _xls_sheet(sheet, places, is_1904=is_1904, order=order)
    return compound({"Workbook": begin + settings + listed + shared + record(0x0A) + parts})


def _xls_sheet(sheet, places, *, is_1904, order):
    parts = [record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    for number in sheet.hidden:
        parts.append(record(0x208, struct.pack("<HHHHIHH", number - 1, 0, 9, 255, 0, 0x20, 0)))
    found = [(r, c, cell) for r, row in enumerate(sheet.rows) for c, cell in enumerate(row)]
    for row, column, cell in sorted(found, key=order) if order else found:
        parts.append(_xls_cell(row, column, cell, places, is_1904))
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", *each) for each in sheet.merged)
        parts.append(record(0xE5, struct.pack("<H", len(sheet.merged)) + ranges))
    return b"".join(parts) + record(0x0A)


def _xls_cell(row, column, cell, places, is_1904):
    place = struct.pack("<HHH", row, column, isinstance(cell, date))
    match cell:
        case None:
            return b""
        case bool():
            return record(0x205, place + struct.pack("<BB", cell, 0))
        case str():
            return record(0xFD, place + struct.pack("<I", places[cell]))
        case int():
            return record(0x27E, place + struct.pack("<i", cell << 2 | 2))
        case float():
            return record(0x203, place + struct.pack("<d", cell))
        case datetime() | date():
            return record(0x203, place + struct.pack("<d", serial(cell, is_1904=is_1904)))
        case Error(shown, False):
            return record(0x205, place + struct.pack("<BB", ERROR_CODES[shown], 1))
        case Error(shown, True):
            result = struct.pack("<BxBxxxH", 2, ERROR_CODES[shown], 0xFFFF)
            return record(0x06, place + result + struct.pack("<HIH", 0, 0, 0))
        case Formula(None):
            return record(0x06, place + bytes(8) + struct.pack("<HIH", 3, 0, 0))
        case Formula(str() as result):
            stored = struct.pack("<BxxxxxH", 0, 0xFFFF) + struct.pack("<HIH", 0, 0, 0)
            return record(0x06, place + stored) + record(0x207, text(result))
        case Formula(result):
            return record(0x06, place + struct.pack("<d", result) + struct.pack("<HIH", 0, 0, 0))


def binary(kind, content=b""):
    def number(value, rest=b""):
        while value > 0x7F:
            rest += bytes([value & 0x7F | 0x80])
            value >>= 7
        return rest + bytes([value])

    return number(kind) + number(len(content)) + content


def wide(value):
    encoded = value.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def xlsb_parts(*sheets, is_1904=False):
    listed = b"".join(
        binary(156, struct.pack("<II", sheet.is_hidden, n) + wide(f"s{n}") + wide(sheet.name))
        for n, sheet in enumerate(sheets, 1)
    )
    styles = binary(44, struct.pack("<H", OWN_FORMAT) + wide(FORMAT_CODE)) + binary(617, struct.pack("<I", 3))
    styles += b"".join(binary(47, struct.pack("<HH12x", 0, style)) for style in (0, 14, OWN_FORMAT))
    texts = [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    places = {value: position for position, value in enumerate(dict.fromkeys(texts))}
    strings = binary(159, struct.pack("<II", len(places), len(places)))
    strings += b"".join(binary(19, b"\0" + wide(value)) for value in places) + binary(160)
    targets = {
        f"s{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)
    } | {name: (name, f"{name}.bin") for name in ("styles", "sharedStrings")}  # fmt: skip
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(book=("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": binary(131)
        + binary(153, struct.pack("<II", is_1904, 0) + wide(""))
        + binary(143) + listed + binary(144) + binary(132),
        "xl/_rels/workbook.bin.rels": relationships(**targets),
        "xl/styles.bin": binary(278) + styles + binary(618) + binary(279),
        "xl/sharedStrings.bin": strings,
    } | {
        f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(sheet, places, is_1904) for n, sheet in enumerate(sheets, 1)
    }  # fmt: skip


def xlsb(*sheets, is_1904=False):
    return zipped(xlsb_parts(*sheets, is_1904=is_1904))


def _xlsb_sheet(sheet, places, is_1904):
    width = max(map(len, sheet.rows), default=1)
    corner = struct.pack("<IIII", 0, max(len(sheet.rows) - 1, 0), 0, max(width - 1, 0))
    parts = [binary(129), binary(148, corner), binary(145)]
    for number, row in enumerate(sheet.rows, 1):
        flags = 0x10 if number in sheet.hidden else 0
        parts.append(binary(0, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, flags, 0, 0)))
        parts += [_xlsb_cell(column, cell, places, is_1904) for column, cell in enumerate(row)]
    parts += [binary(146), *[binary(176, struct.pack("<IIII", *each)) for each in sheet.merged]]
    return b"".join(parts) + binary(130)


def _xlsb_cell(column, cell, places, is_1904):
    place = struct.pack("<II", column, isinstance(cell, date))
    no_formula = struct.pack("<HII", 0, 0, 0)
    match cell:
        case None:
            return b""
        case bool():
            return binary(4, place + bytes([cell]))
        case str():
            return binary(7, place + struct.pack("<I", places[cell]))
        case int():
            return binary(2, place + struct.pack("<i", cell << 2 | 2))
        case float():
            return binary(5, place + struct.pack("<d", cell))
        case datetime() | date():
            return binary(5, place + struct.pack("<d", serial(cell, is_1904=is_1904)))
        case Error(shown, is_formula):
            code = bytes([ERROR_CODES[shown]])
            return binary(11, place + code + no_formula) if is_formula else binary(3, place + code)
        case Formula(str() as result):
            return binary(8, place + wide(result) + no_formula)
        case Formula(result):
            return binary(9, place + struct.pack("<d", result) + no_formula)
