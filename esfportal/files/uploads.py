"""The one way for uploaded files: checked, encrypted with a key of their own, stored under random names (ADR 122)."""

import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import PurePath
from secrets import token_bytes, token_hex
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.files import antivirus
from esfportal.files.kinds import MEDIA_TYPES, SUFFIXES, FileKind, FileRefused, is_heic, kind_of
from esfportal.files.photographs.conversion import picture_alone, to_jpeg
from esfportal.files.stored import FileMissing, StoredFiles, StoreUnavailable
from esfportal.registry import Registry
from esfportal.security.encryption import Unreadable, decrypt, encrypt

logger = logging.getLogger(__name__)

FOLDER = "uploads"
PURPOSE = "uploaded_file.key"
STORE = StoredFiles("reports")
# Functions that return the paths that rows name. The sweep deletes all others, so each model adds its own.
NAMED_FILES = Registry()
CHUNK = 1 << 20  # bytes that are encrypted together
TAG = 16  # bytes that AES-GCM adds to each chunk
KEPT = timedelta(days=2)  # a file that no row names: its request may still be at work
LONGEST_NAME = 120
EMPTY = _("The file is empty. Choose another.")
TOO_LARGE = _("The file is larger than %(limit)s MB. Choose a smaller one, or divide it.")


@dataclass(frozen=True)
class Stored:
    """An encrypted file in the store, before a row names it."""

    path: str
    key: bytes
    stored_sha256: str  # of the encrypted content
    sha256: str  # of the content
    size: int  # bytes


class UploadedFile(models.Model):
    """Base of models with one uploaded file for each row."""

    KEY_PURPOSE = PURPOSE  # of the model, so that a key can't be moved to a row of another one

    name = models.CharField(_("file"), max_length=LONGEST_NAME)
    kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    path = models.CharField(max_length=80, editable=False)
    stored_sha256 = models.CharField(max_length=64, editable=False)
    # Key rotation changes this column; the file stays as it is.
    file_key_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    def store_key(self, key: bytes) -> None:
        """Save the file's key, encrypted for this row, which has been saved before."""
        self.file_key_encrypted, self.key_version = encrypt(self.KEY_PURPOSE, self.pk, key)
        self.save(update_fields=["file_key_encrypted", "key_version"])

    def key(self) -> bytes:
        return decrypt(self.KEY_PURPOSE, self.pk, self.file_key_encrypted, self.key_version)

    def content(self) -> BytesIO:
        """Return the open content. Raise FileMissing or StoreUnavailable."""
        try:
            key = self.key()
        except Unreadable as error:
            raise FileMissing(str(error)) from None
        # In memory while it is sent: nothing decrypted is written to disk.
        return BytesIO(b"".join(_decrypted(STORE.read(self.path, self.stored_sha256), key)))


def check(file: File) -> File:
    """Return an uploaded file as it is stored, with its FileKind as `kind`; raise FileRefused if it may not be.

    A photograph in HEIC becomes a JPEG, and no JPEG keeps its metadata.
    """
    if not file.size:
        raise FileRefused(EMPTY)
    if file.size > settings.UPLOAD_LIMIT * 1024 * 1024:
        raise FileRefused(TOO_LARGE % {"limit": settings.UPLOAD_LIMIT})
    is_photograph = is_heic(file)
    kind = FileKind.JPEG if is_photograph else kind_of(file)
    antivirus.scan(file)
    checked = file
    if kind == FileKind.JPEG:
        checked = to_jpeg(file, file.name) if is_photograph else picture_alone(file, file.name)
    checked.kind = kind
    return checked


def shown_name(name: str, kind: str) -> str:
    """Return a file's name with the suffix of its kind: a PDF "plan.png" becomes "plan.png.pdf"."""
    path = PurePath(name)
    is_named_so = path.suffix.casefold() in SUFFIXES[kind]
    stem = (path.stem if is_named_so else path.name).strip(". ") or gettext("file")
    suffix = path.suffix.lower() if is_named_so else SUFFIXES[kind][0]
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def store(file: BinaryIO) -> Stored:
    """Encrypt and store a file. Raise StoreUnavailable."""
    key, digest, size = token_bytes(32), hashlib.sha256(), 0
    path = f"{FOLDER}/{timezone.now():%Y-%m-%d}/{token_hex(16)}"
    file.seek(0)
    with TemporaryFile() as encrypted:  # a file of 20 MB is never whole in memory
        for number, (chunk, is_last) in enumerate(_chunks(file, CHUNK)):
            digest.update(chunk)
            size += len(chunk)
            encrypted.write(AESGCM(key).encrypt(_nonce(number), chunk, _place(is_last)))
        stored_sha256 = STORE.write_file(path, encrypted)
    return Stored(path, key, stored_sha256, digest.hexdigest(), size)


def columns(stored: Stored, *, name: str, kind: str) -> dict[str, Any]:
    """Return the columns of a new row; `store_key` fills in those of the key."""
    return {
        "name": shown_name(name, kind),
        "kind": kind,
        "size": stored.size,
        "sha256": stored.sha256,
        "path": stored.path,
        "stored_sha256": stored.stored_sha256,
        "file_key_encrypted": b"",
        "key_version": 0,
    }


def remove(paths: Collection[str]) -> None:
    """Delete files that no row names any more; an error is only logged."""
    try:
        STORE.delete(paths)
    except StoreUnavailable as error:
        logger.warning("%s removed files could not be deleted: %s", len(paths), error)


def orphans(named: Iterable[str]) -> list[str]:
    """Return the paths of files that no row names, except those of the last days."""
    newest = f"{FOLDER}/{_oldest_kept():%Y-%m-%d}"
    return sorted(path for path in {*STORE.keys(FOLDER)} - {*named} if path < newest)


def _oldest_kept() -> date:
    return (timezone.now() - KEPT).date()


def _decrypted(encrypted: BinaryIO, key: bytes) -> Iterator[bytes]:
    with encrypted:
        for number, (chunk, is_last) in enumerate(_chunks(encrypted, CHUNK + TAG)):
            try:
                yield AESGCM(key).decrypt(_nonce(number), chunk, _place(is_last))
            except InvalidTag:
                raise FileMissing("the file belongs to another row") from None


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    chunk = file.read(size)
    while chunk:
        following = file.read(size)
        yield chunk, not following
        chunk = following


def _nonce(number: int) -> bytes:
    # A key encrypts one file once, so the chunk's number is never used twice with it.
    return number.to_bytes(12)


def _place(is_last: bool) -> bytes:
    # Authenticated, so that a file can't be cut at the end of a chunk.
    return b"last" if is_last else b"more"
