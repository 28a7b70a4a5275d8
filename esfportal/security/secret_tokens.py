"""Secret texts of links: only a link's holder has the text, the database has its hash."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """Return a secret text for an address (256 bits), and its hash."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    # Without a salt, because a link is found by it: a text of 256 random bits can not be guessed from its hash.
    return hashlib.sha256(token.encode()).hexdigest()
