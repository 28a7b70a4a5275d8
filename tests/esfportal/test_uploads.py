"""Uploaded files: kinds by content, antivirus, and encryption in chunks."""

import io
import socket
import struct
import threading
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils import timezone

from esfportal.files import antivirus, kinds, uploads
from esfportal.files.configuration import clamd_address
from esfportal.files.kinds import FileKind, FileRefused, kind_of
from esfportal.files.stored import FileMissing
from tests.object_store import free_ports
from tests.reporting.reports.attachment_files import EXCEL, JPEG, PDF, office, png


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, FileKind.PDF),
        (png(), FileKind.PNG),
        (JPEG, FileKind.JPEG),
        (office(), FileKind.DOCX),
        (office(EXCEL), FileKind.XLSX),
    ],
)
def test_the_content_tells_the_kind(content, kind):
    assert kind_of(io.BytesIO(content)) == kind


REFUSED = {
    "text": (b"name;city\n", kinds.UNKNOWN),
    "a page": (b"<html><script>alert(1)</script>", kinds.UNKNOWN),
    "a picture that runs scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", kinds.UNKNOWN),
    "a program": (b"MZ" + bytes(200), kinds.UNKNOWN),
    "a page before a PDF": (b"<html>" + PDF, kinds.UNKNOWN),
    "a PDF that is cut": (PDF[:20], kinds.UNKNOWN),
    "a picture that is cut": (png()[:-4], kinds.UNKNOWN),
    "a picture with a page behind": (png() + b"<script>", kinds.UNKNOWN),
    "a picture with an archive behind": (JPEG + office(), kinds.TWO_KINDS),
    "a PDF with an archive behind": (PDF + office(), kinds.TWO_KINDS),
    "an archive": (office("other.kind"), kinds.UNKNOWN),
    "an archive that is cut": (office()[:-30], kinds.UNKNOWN),
    "an archive without types": (office().replace(b"[Content_Types]", b"[Content_Tipes]"), kinds.UNKNOWN),
    "an old, or an encrypted, document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), kinds.UNKNOWN),
    "macros": (office(more=[("word/vbaProject.bin", b"x")]), kinds.MACROS),
    "types with macros": (office("wordprocessingml.document", main="macroEnabled.main+xml"), kinds.MACROS),
    "many parts": (office(more=[(f"{n}", b"") for n in range(kinds.ENTRIES)]), kinds.TOO_LARGE_INSIDE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_with_the_reason(name):
    content, reason = REFUSED[name]
    with pytest.raises(FileRefused) as raised:
        kind_of(io.BytesIO(content))
    assert raised.value.reason == reason


def test_an_archive_that_grows_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED", 1_000_000)
    bomb = office(more=[("word/document.xml", bytes(1_000_001))])
    assert len(bomb) < 10_000
    with pytest.raises(FileRefused, match=r"unpacked|packas"):
        kind_of(io.BytesIO(bomb))


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("plan.pdf", "pdf", "plan.pdf"),
        ("Foto.JPEG", "jpeg", "Foto.jpeg"),
        ("plan.png", "pdf", "plan.png.pdf"),
        ("plan", "docx", "plan.docx"),
        ("", "pdf", "fil.pdf"),
        (".pdf", "pdf", "pdf.pdf"),
        ("...", "pdf", "fil.pdf"),
        ("x" * 200 + ".pdf", "pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_name_gets_the_suffix_of_the_kind(name, kind, shown):
    assert uploads.shown_name(name, kind) == shown


def test_size_is_limited(settings):
    settings.UPLOAD_LIMIT = 1
    for size, reason in ((0, uploads.EMPTY), (1024 * 1024 + 1, uploads.TOO_LARGE % {"limit": 1})):
        file = ContentFile(PDF)
        file.size = size
        with pytest.raises(FileRefused) as raised:
            uploads.check(file)
        assert str(raised.value.reason) == str(reason)


def read(stored, key=None):
    encrypted = uploads.STORE.read(stored.path, stored.stored_sha256)
    return b"".join(uploads._decrypted(encrypted, key or stored.key))


@pytest.mark.parametrize("size", [1, 9, 10, 11, 20, 35])
def test_what_is_stored_is_encrypted_and_read_back(monkeypatch, size):
    monkeypatch.setattr(uploads, "CHUNK", 10)
    content = bytes(65 + n % 26 for n in range(size))
    stored = uploads.store(io.BytesIO(content))
    assert (stored.size, read(stored)) == (size, content)
    with uploads.STORE.storage.open(stored.path) as file:
        assert size < 9 or content[:9] not in file.read()
    with pytest.raises(FileMissing):
        read(stored, key=bytes(32))


def test_a_file_can_not_be_cut_or_reordered(monkeypatch):
    monkeypatch.setattr(uploads, "CHUNK", 10)
    stored = uploads.store(io.BytesIO(b"a" * 10 + b"b" * 10 + b"c" * 10))
    with uploads.STORE.storage.open(stored.path) as file:
        whole = file.read()
    first, second, third = whole[:26], whole[26:52], whole[52:]
    for altered in (first + second, second + first + third, first + third):
        with pytest.raises(FileMissing):
            list(uploads._decrypted(io.BytesIO(altered), stored.key))


def test_orphans_are_files_of_earlier_days_that_no_row_names(monkeypatch):
    old = uploads.store(io.BytesIO(b"old"))
    named = uploads.store(io.BytesIO(b"named"))
    assert uploads.orphans([]) == []
    later = timezone.now() + timedelta(4)
    monkeypatch.setattr(uploads, "timezone", SimpleNamespace(now=lambda: later))
    new = uploads.store(io.BytesIO(b"new"))
    found = uploads.orphans([named.path])
    assert old.path in found
    assert not {named.path, new.path} & {*found}


@contextmanager
def clamd(*replies):
    """Answer one connection with each of the replies; b"" closes it at once. Yield what was received."""
    received = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def answer():
            for reply in replies:
                connection, _address = server.accept()
                with connection:
                    if reply:
                        received.append(_read(connection))
                        connection.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[:2], received
        thread.join(10)


def _read(connection):
    with connection.makefile("rb") as file:
        if file.read(6) == b"zPING\0":
            return b"ping"
        file.read(4)  # the rest of zINSTREAM
        content = b""
        while size := struct.unpack("!L", file.read(4))[0]:
            content += file.read(size)
        return content


def test_a_file_goes_to_the_antivirus_service(settings):
    content = PDF * 2000  # several chunks
    with clamd(b"stream: OK\0") as (settings.CLAMD_ADDRESS, received):
        antivirus.scan(io.BytesIO(content))
    assert received == [content]


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ([b"stream: Eicar-Test-Signature FOUND\0"], antivirus.INFECTED),
        ([b"INSTREAM size limit exceeded. ERROR\0"], antivirus.NOT_CHECKED),
        ([b"something else\0"], antivirus.NOT_CHECKED),
    ],
)
def test_a_file_that_is_not_found_clean_is_refused(settings, replies, reason):
    with clamd(*replies) as (settings.CLAMD_ADDRESS, _received), pytest.raises(FileRefused) as raised:
        antivirus.scan(io.BytesIO(PDF))
    assert raised.value.reason == reason


def test_without_an_answer_it_is_tried_again_and_then_refused(settings):
    with free_ports(1) as (port,):
        settings.CLAMD_ADDRESS = ("127.0.0.1", port)
        with pytest.raises(antivirus.ScannerUnavailable):
            antivirus.scan(io.BytesIO(PDF))
        assert not antivirus.answers(1)
    with clamd(b"PONG\0") as (settings.CLAMD_ADDRESS, _received):
        assert antivirus.answers(5)


def test_the_address_of_the_antivirus_service():
    assert clamd_address("") is None
    assert clamd_address("tcp://clamd") == ("clamd", 3310)
    assert clamd_address("tcp://[::1]:99") == ("::1", 99)
    assert clamd_address("unix:///run/clamd.sock") == "/run/clamd.sock"
    for wrong in ("clamd:3310", "http://clamd", "tcp://", "unix://", "tcp://clamd:port", "tcp://clamd/path"):
        with pytest.raises(ImproperlyConfigured, match="ESFPORTAL_CLAMD_URL"):
            clamd_address(wrong)
