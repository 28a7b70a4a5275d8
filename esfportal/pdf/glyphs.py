"""Glyph coverage: the characters that the typeface of the PDFs can show."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "assets" / "fonts"
# Typst refuses to write a PDF/A with a missing glyph, so missing characters are replaced.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@cache
def covered_code_points():
    """Return the code points that every font of the PDFs has."""
    fonts = [code_points(font.read_bytes()) for font in sorted(FONTS.glob("*.ttf"))]
    shared = frozenset.intersection(*fonts)
    # Private-use characters have no agreed meaning, and PDF/A-2a forbids them.
    return frozenset(code for code in shared if unicodedata.category(chr(code)) != "Co")


def replace_missing_glyphs(text):
    """Return the text with a replacement for each missing glyph."""
    if text.isascii() and text.isprintable():
        return text  # fast path: most texts are counts, and every font has ASCII
    return "".join(_shape(character) for character in unicodedata.normalize("NFC", text))


def _shape(character):
    if ord(character) in covered_code_points():
        return character
    # Characters that only modify another one are left out when they cannot be shown.
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Me") else REPLACEMENT


def code_points(font):
    """Return the code points in an OpenType font's `cmap` of format 4."""
    for offset in _subtables(font):
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return frozenset(_format_4(font, offset))
    raise ValueError("The font has no character map of format 4.")


def _subtables(font):
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _checksum, offset, _length in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for number in range(count):
        yield cmap + struct.unpack_from(">L", font, cmap + 4 + 8 * number + 4)[0]


def _format_4(font, offset):
    # Format 4: parallel arrays of segment ends, starts, deltas and range offsets.
    segments = struct.unpack_from(">H", font, offset + 6)[0] // 2

    def array(index, kind="H", gap=0):
        return struct.unpack_from(f">{segments}{kind}", font, offset + 14 + 2 * segments * index + gap)

    ends, starts, deltas, ranges = array(0), array(1, gap=2), array(2, gap=2), array(3, gap=2)
    ranges_at = offset + 16 + 6 * segments
    for number, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, end + 1):
            glyph = code
            if shift:
                place = ranges_at + 2 * number + shift + 2 * (code - start)
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph and (glyph + delta) & 0xFFFF:
                yield code
