"""JPEG without what it says beside the picture: position, time, camera, thumbnails, comments."""

# The picture is copied byte for byte: it loses nothing, and no decoder reads it.

import struct
from collections.abc import Iterator

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APP = range(0xE0, 0xF0)
RESTARTS = range(0xD0, 0xD8)
# Without them a program shows other colours: the profile, and how the colours are stored.
KEPT_OF_APP = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
JFIF, EXIF = b"JFIF\0", b"Exif\0\0"
ORIENTATION, SHORT = 0x0112, 3
UPRIGHT = 1


def without_metadata(content: bytes) -> bytes:
    """Return the picture with its orientation and its colours; raise ValueError if the file is damaged."""
    # What follows the end of the picture, such as a second one, is left out.
    orientation, kept = UPRIGHT, []
    for marker, segment in _segments(content):
        payload = segment[4:]
        if marker == 0xE1 and payload.startswith(EXIF):
            orientation = _orientation_of(payload[len(EXIF) :])
        elif marker == 0xE0 and payload.startswith(JFIF):
            kept.append(_jfif_without_thumbnail(payload))
        elif marker in APP:
            if marker in KEPT_OF_APP and payload.startswith(KEPT_OF_APP[marker]):
                kept.append(segment)
        elif marker != COMMENT:
            kept.append(segment)
    # A JFIF segment is the first one.
    place = 1 if kept and kept[0][1] == 0xE0 else 0
    exif = [] if orientation == UPRIGHT else [_exif_with(orientation)]
    return b"".join([b"\xff\xd8", *kept[:place], *exif, *kept[place:], b"\xff\xd9"])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    # (marker, bytes) up to the end of the picture; those of a scan have its data.
    if content[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    place = 2
    while True:
        while content[place : place + 2] == b"\xff\xff":  # a marker may have fill bytes before it
            place += 1
        if place + 2 > len(content) or content[place] != 0xFF:
            raise ValueError("no marker")
        marker = content[place + 1]
        if marker == END:
            return
        (length,) = struct.unpack_from("!H", content.ljust(place + 4, b"\0"), place + 2)
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise ValueError("a segment is cut off")
        if marker == SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[place:end]
        place = end


def _end_of_scan(content: bytes, place: int) -> int:
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise ValueError("the picture has no end")
        if content[place + 1] == 0xFF:
            place += 1
        elif content[place + 1] == 0 or content[place + 1] in RESTARTS:
            place += 2
        else:
            return place


def _jfif_without_thumbnail(payload: bytes) -> bytes:
    header = payload[:12].ljust(12, b"\0")  # version, unit and density
    return struct.pack("!2BH", 0xFF, 0xE0, 16) + header + b"\0\0"


def _orientation_of(tiff: bytes) -> int:
    # 1 to 8: how the picture is to be turned.
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return UPRIGHT
        (start,) = struct.unpack_from(f"{order}L", tiff, 4)
        (number,) = struct.unpack_from(f"{order}H", tiff, start)
        for place in range(start + 2, start + 2 + 12 * number, 12):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHLH", tiff, place)
            if tag == ORIENTATION and kind == SHORT:
                return value if value in range(1, 9) else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def _exif_with(orientation: int) -> bytes:
    entry = struct.pack(">HHLHH", ORIENTATION, SHORT, 1, orientation, 0)
    tiff = b"MM\0*" + struct.pack(">LH", 8, 1) + entry + struct.pack(">L", 0)
    payload = EXIF + tiff
    return struct.pack("!2BH", 0xFF, 0xE1, len(payload) + 2) + payload
