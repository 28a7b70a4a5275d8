"""Kinds of uploaded files, by their content: PDF, PNG, JPEG, HEIC, Word and Excel without macros."""

import zipfile
import zlib
from typing import BinaryIO

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MAIN_PART = b"application/vnd.openxmlformats-officedocument.%s.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
ENTRIES = 5_000
UNPACKED = 200 * 1024 * 1024  # bytes that an archive may say it holds
LONGEST_TYPES = 1024 * 1024  # bytes of [Content_Types].xml
TAIL = 2048  # bytes at the end in which a PDF says that it ends
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


class FileKind(TextChoices):
    PDF = "pdf", _("PDF")
    PNG = "png", _("PNG image")
    JPEG = "jpeg", _("JPEG image")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel workbook")


SUFFIXES = {"jpeg": (".jpg", ".jpeg"), **{kind: (f".{kind}",) for kind in ("pdf", "png", "docx", "xlsx")}}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Brands of HEIC at the start of a file; "mif1" is any picture of its family.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
UNKNOWN = _(
    "The file is no PDF, PNG, JPEG, HEIC, DOCX or XLSX, or it is damaged or locked with a password: its content "
    "decides, not its name. Save it again as one of these, and attach that."
)
MACROS = _("The file has macros. Save it as a document without them, and choose that one.")
TOO_LARGE_INSIDE = _(
    "The file is too large when it is unpacked. Save it again with fewer or smaller pictures."
)
TWO_KINDS = _("The file is of two kinds at once. Save it again from the program that made it.")


class FileRefused(Exception):
    """Raised for a file that is not stored; `reason` is a text for its user."""

    def __init__(self, reason: object) -> None:
        self.reason = reason
        super().__init__(str(reason))


def kind_of(file: BinaryIO) -> FileKind:
    """Return the kind of the content; raise FileRefused for any other and for damaged files."""
    file.seek(0)
    start = file.read(16)
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    tail = _tail(file)
    if start.startswith(b"%PDF-") and b"%%EOF" in tail:
        kind = FileKind.PDF
    elif start == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" and tail.endswith(b"IEND\xaeB`\x82"):
        kind = FileKind.PNG
    elif start.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in tail:
        kind = FileKind.JPEG
    else:
        raise FileRefused(UNKNOWN)
    # An archive is read from its end, so it may follow a picture.
    if zipfile.is_zipfile(file):
        raise FileRefused(TWO_KINDS)
    return kind


def is_heic(file: BinaryIO) -> bool:
    """Return whether the content begins as a photograph in HEIC, which is stored as JPEG."""
    file.seek(0)
    start = file.read(12)
    return start[4:8] == b"ftyp" and start[8:] in HEIC_BRANDS


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    return file.read(TAIL)


def _kind_of_archive(file: BinaryIO) -> FileKind:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            # Only the list of types is unpacked, so the sizes that the archive states are enough.
            if len(entries) > ENTRIES or sum(each.file_size for each in entries) > UNPACKED:
                raise FileRefused(TOO_LARGE_INSIDE)
            if any(each.flag_bits & 1 for each in entries):
                raise FileRefused(UNKNOWN)
            names = {each.filename.casefold() for each in entries}
            with archive.open(CONTENT_TYPES) as part:
                types = part.read(LONGEST_TYPES)
    except DAMAGES:
        raise FileRefused(UNKNOWN) from None
    if any("vbaproject" in name for name in names) or b"macroenabled" in types.lower():
        raise FileRefused(MACROS)
    for kind, part in (
        (FileKind.DOCX, b"wordprocessingml.document"),
        (FileKind.XLSX, b"spreadsheetml.sheet"),
    ):
        if MAIN_PART % part in types:
            return kind
    raise FileRefused(UNKNOWN)
