"""E-mail addresses of participants: keyed hash, masked text."""

import hmac

from django.conf import settings


def blind_index(email: str) -> bytes:
    """Return the keyed hash, the same for small and capital letters."""
    # With a word before it: the same key finds personal identity numbers.
    return hmac.digest(settings.INDEX_KEY, f"email:{email.strip().casefold()}".encode(), "sha256")


def masked(email: str) -> str:
    """Return "a…@example.org"."""
    name, _sign, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"
