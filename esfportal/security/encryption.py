"""Encryption of stored data: AES-GCM with versioned keys, bound to the row (docs/adr/0031)."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_LENGTH = 12


class Unreadable(Exception):
    """The content was altered or moved to another row, or its key is missing."""


def encrypt(purpose: str, row_id: object, content: bytes) -> tuple[bytes, int]:
    """Return the encrypted content and its key version; a purpose is "person.number"."""
    version = settings.DATA_KEY_VERSION
    nonce = secrets.token_bytes(NONCE_LENGTH)
    ciphertext = AESGCM(settings.DATA_KEYS[version]).encrypt(nonce, content, _bound_to(purpose, row_id))
    return nonce + ciphertext, version


def decrypt(purpose: str, row_id: object, encrypted: bytes | memoryview, version: int) -> bytes:
    """Return the content of this purpose and row, or raise Unreadable."""
    if version not in settings.DATA_KEYS:
        raise Unreadable(f"There is no data key of version {version}.")
    encrypted = bytes(encrypted)
    nonce, content = encrypted[:NONCE_LENGTH], encrypted[NONCE_LENGTH:]
    try:
        return AESGCM(settings.DATA_KEYS[version]).decrypt(nonce, content, _bound_to(purpose, row_id))
    except (InvalidTag, ValueError):
        raise Unreadable("The content has been altered or belongs to another row.") from None


def encrypt_text(purpose: str, row_id: object, text: str) -> str:
    """Return "version:content in base64", for a column of text."""
    encrypted, version = encrypt(purpose, row_id, text.encode())
    return f"{version}:{base64.b64encode(encrypted).decode()}"


def decrypt_text(purpose: str, row_id: object, text: str) -> str:
    """Return what encrypt_text() encrypted, or raise Unreadable."""
    version, colon, encrypted = text.partition(":")
    if not colon or not version.isdecimal():
        raise Unreadable("The text is not encrypted.")
    try:
        content = base64.b64decode(encrypted)
    except ValueError:
        raise Unreadable("The text is not encrypted.") from None
    # Another way to write the same content would pass for a new password (accounts/sql/former_passwords.sql).
    if text != f"{int(version)}:{base64.b64encode(content).decode()}":
        raise Unreadable("The text is not as it was written.")
    return decrypt(purpose, row_id, content, int(version)).decode()


def _bound_to(purpose: str, row_id: object) -> bytes:
    # Authenticated with the content, so that encrypted values cannot be swapped between rows.
    return f"{purpose}:{row_id}".encode()
