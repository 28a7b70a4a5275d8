"""Encryption at rest: AES-GCM under a versioned key, bound to the row the content stands in.

What is sealed for one row does not open for another, so that rows cannot be swapped in the
database; what was altered does not open at all. See docs/adr/0031.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_LENGTH = 12


class Unreadable(Exception):
    """Sealed content that no key of ours opens: altered, moved, or its key is gone."""


def seal(purpose, row_id, content):
    """Encrypt bytes for the row with a UUID; returns (sealed bytes, key version).

    `purpose` says what the content is ("person.number"): sealed for one it does not open for another.
    """
    version = settings.DATA_KEY_VERSION
    nonce = secrets.token_bytes(NONCE_LENGTH)
    sealed = AESGCM(settings.DATA_KEYS[version]).encrypt(nonce, content, _bound_to(purpose, row_id))
    return nonce + sealed, version


def unseal(purpose, row_id, sealed, version):
    """The bytes that were sealed for this row; raises Unreadable, never returns what it cannot vouch for."""
    if version not in settings.DATA_KEYS:
        raise Unreadable(f"There is no data key of version {version}.")
    sealed = bytes(sealed)
    nonce, content = sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:]
    try:
        return AESGCM(settings.DATA_KEYS[version]).decrypt(nonce, content, _bound_to(purpose, row_id))
    except (InvalidTag, ValueError):
        raise Unreadable("The content has been altered or belongs to another row.") from None


def _bound_to(purpose, row_id):
    return f"{purpose}:{row_id}".encode()
