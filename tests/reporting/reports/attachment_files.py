"""Small files of each kind, made by code, and an attachment of a report."""

import io
import struct
import zipfile
import zlib

from django.core.files.base import ContentFile

from esfportal.files import uploads
from reporting.reports.attachments.actions import add_attachment
from reporting.reports.models import ReportAttachment

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(7) + b"\xff\xd9"
WORD = "wordprocessingml.document"
EXCEL = "spreadsheetml.sheet"


def png():
    def chunk(name, content):
        return (
            struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))
        )

    header = struct.pack("!LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def office(kind=WORD, *, more=(), main="main+xml"):
    """Return an archive with a list of types and `more`: (name, content) of further parts."""
    part = f'<Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.{main}"/>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{part}</Types>")
        for name, content in more:
            archive.writestr(name, content)
    return file.getvalue()


def attached(report, by, *, content=PDF, name="utvärdering.pdf", title="Utvärdering, del 1"):
    file = uploads.check(ContentFile(content))
    return add_attachment(report=report, file=file, name=name, kind=file.kind, title=title, by=by)


def without_file(report, by):
    """Return an attachment whose file is not in the store, for samples that are made once for many tests."""
    facts = {"name": "plan.pdf", "kind": "pdf", "size": len(PDF), "sha256": "0" * 64, "title": "Plan"}
    path = f"{uploads.FOLDER}/2020-01-01/{'0' * 32}"
    attachment = ReportAttachment.objects.create(
        report=report,
        added_by=by,
        path=path,
        stored_sha256="0" * 64,
        file_key_encrypted=b"",
        key_version=0,
        **facts,
    )
    attachment.store_key(bytes(32))
    return attachment
