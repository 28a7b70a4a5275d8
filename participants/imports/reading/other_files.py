"""Files that are no tables, known by how they begin."""

from django.utils.translation import gettext_lazy as _

from participants.imports.reading.errors import FileError

PDF = _("The file is a PDF. Choose a table: CSV or XLSX.")
PICTURE = _("The file is a picture. Choose a table: CSV or XLSX.")
DOCUMENT = _("The file is a document. Copy its table into a spreadsheet, and save that as .xlsx.")
ARCHIVE = _("The file is a compressed archive. Unpack it, and choose the list that is in it.")
WEB_PAGE = _(
    "The file is a web page or XML, whatever its name ends in. Open it in Excel or LibreOffice, and save it as "
    ".xlsx."
)
NUMBERS = _("The file was made by Numbers. Export it as Excel or CSV.")

BEGINNINGS = (
    (b"%PDF", PDF),
    *((begin, PICTURE) for begin in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
    (b"{\\rtf", DOCUMENT),
    *((begin, ARCHIVE) for begin in (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")),
    *(
        (begin, WEB_PAGE)
        for begin in (b"<!doctype", b"<html", b"<head", b"<table", b"<?xml", b"mime-version:")
    ),
)
BLANK = b"\xef\xbb\xbf \t\r\n"  # with a byte order mark
LOOKED_AT = 400  # bytes


def refuse_other_file(start: bytes) -> None:
    """Raise FileError for the first bytes of a file that is no table."""
    begin = start.lstrip(BLANK)
    for signature, message in BEGINNINGS:
        if begin.startswith(signature) or begin.lower().startswith(signature):
            raise FileError(message)
    if start[4:8] == b"ftyp" or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        raise FileError(PICTURE)
