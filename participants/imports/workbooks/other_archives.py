from participants.imports.workbooks.archive import Archive, Refused

PARTS = {
    "word/document.xml": "document",
    "ppt/presentation.xml": "document",
    "Index/Document.iwa": "numbers",
}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
OF_WORKBOOKS = ("_rels/.rels", "content.xml", "encrypted-package", "xl/workbook.xml")


def refuse_other_archive(archive: Archive) -> None:
    """Raise Refused for a document, and for an archive without the parts of a workbook."""
    for part, reason in PARTS.items():
        if part in archive:
            raise Refused(reason)
    if "mimetype" in archive:
        kind = b"".join(archive.chunks("mimetype"))
        if kind.startswith(OPEN_DOCUMENT) and not kind.startswith(OPEN_DOCUMENT + b"spreadsheet"):
            raise Refused("document")
    if not any(part in archive for part in OF_WORKBOOKS):
        raise Refused("archive")
