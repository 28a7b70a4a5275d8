"""Keys that prove to the database that a process of the portal enters an access scope (ADR 110)."""

# The processes have the keys from settings.SCOPE_KEYS, the database in a table that only functions of its owner read.

import hmac

from django.conf import settings
from django.db import connection, transaction

BLOCK = 64  # bytes, of SHA-256
INNER, OUTER = 0x36, 0x5C  # of HMAC (RFC 2104)
STORED = "SELECT to_regclass('esfportal_private.proof_keys') IS NOT NULL"


def proof(challenge: str, kind: str, argument: str) -> str:
    """Return the proof for a scope in the transaction that the challenge is of."""
    message = f"{challenge}:{kind}:{argument}".encode()
    return hmac.digest(settings.SCOPE_KEYS[0], message, "sha256").hex()


def store_keys() -> None:
    """Store the keys in the database, in place of those before. Connect as the owner of the tables."""
    pads = [(_pad(key, INNER), _pad(key, OUTER)) for key in settings.SCOPE_KEYS]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STORED)
        if cursor.fetchone()[0]:  # not yet after `migrate` to an older state
            cursor.execute("DELETE FROM esfportal_private.proof_keys")
            cursor.executemany("INSERT INTO esfportal_private.proof_keys VALUES (%s, %s)", pads)


def _pad(key: bytes, mask: int) -> bytes:
    return bytes(byte ^ mask for byte in key.ljust(BLOCK, b"\0"))
