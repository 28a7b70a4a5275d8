"""Which characters the report's typeface can show.

An archivable PDF may not hold a character without a shape, and Typst refuses to write one. What
the typeface lacks is therefore shown as a replacement character instead of stopping a report.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "assets" / "fonts"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@cache
def covered():
    """The code points that every one of the report's fonts has a shape for, but not those for
    private use: nobody else knows what they mean, and PDF/A-2a forbids them."""
    fonts = [code_points(font.read_bytes()) for font in sorted(FONTS.glob("*.ttf"))]
    shared = frozenset.intersection(*fonts)
    return frozenset(code for code in shared if unicodedata.category(chr(code)) != "Co")


def showable(text):
    """The text in composed form, with a replacement character for what has no shape."""
    if text.isascii() and text.isprintable():
        return text  # most texts of a report are counts, and every font has these
    return "".join(_shape(character) for character in unicodedata.normalize("NFC", text))


def _shape(character):
    if ord(character) in covered():
        return character
    # What modifies another character goes without a trace when it cannot be shown.
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Me") else REPLACEMENT


def code_points(font):
    """The code points in an OpenType font's `cmap` (its format 4, the Basic Multilingual Plane)."""
    for offset in _subtables(font):
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return frozenset(_format_4(font, offset))
    raise ValueError("The font has no character map of format 4.")


def _subtables(font):
    """The offsets of the character maps, by the font's table directory."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _checksum, offset, _length in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for number in range(count):
        yield cmap + struct.unpack_from(">L", font, cmap + 4 + 8 * number + 4)[0]


def _format_4(font, offset):
    """Segments of code points: parallel arrays of ends, starts, deltas and range offsets."""
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
