"""Encryption and index keys, 32 bytes in base64: from the environment, or made for a demo."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from esfportal.embedded.locks import exclusive
from esfportal.embedded.paths import write_secret

LENGTH = 32
# Production refuses the demo's secrets: they begin with this mark, its keys end with a checksum over it.
MARK = "demo-"
MARK_LENGTH = 4

MAKE_KEY = 'python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
MAKE_SECRET = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'  # noqa: S105  (a recipe)


@dataclass(frozen=True)
class OwnKeys:
    secret_key: str
    data_key: bytes
    index_key: bytes
    password: str  # of every demo account

    @property
    def scope_key(self) -> bytes:
        return hmac.digest(self.data_key, b"the demo's access scopes", "sha256")

    @property
    def code_secret(self) -> str:
        return base64.b32encode(
            hmac.digest(self.data_key, b"the demo's second factor", "sha256")[:20]
        ).decode()


def parse_secret_key(text: str) -> str:
    if is_demo_secret(text):
        raise ImproperlyConfigured(f"SECRET_KEY was made for the demo. Make one with: {MAKE_SECRET}")
    return text


def parse_key(text: str, name: str) -> bytes:
    """Return the key, or raise ImproperlyConfigured, which never quotes it."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != LENGTH:
        raise ImproperlyConfigured(f"{name}: a key is {LENGTH} bytes in base64. Make one with: {MAKE_KEY}")
    if is_demo_key(key):
        raise ImproperlyConfigured(f"{name} was made for the demo. Make one with: {MAKE_KEY}")
    return key


def parse_data_keys(text: str) -> dict[int, bytes]:
    """Return {version: key} from "1:base64,2:base64"."""
    name = "ESFPORTAL_DATA_KEYS"
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        version, colon, key = part.strip().partition(":")
        if not colon or not version.isdecimal() or not int(version):
            raise ImproperlyConfigured(f"{name} is written 1:KEY,2:KEY, with a version before each key.")
        if int(version) in keys:
            raise ImproperlyConfigured(f"{name} has version {version} twice.")
        keys[int(version)] = parse_key(key, name)
    return keys


def parse_version(text: str, data_keys: Collection[int]) -> int:
    """Return the version to encrypt with."""
    # During a key change an older version is named until every process has the new key.
    if not text:
        return max(data_keys)
    if not text.isdecimal() or int(text) not in data_keys:
        raise ImproperlyConfigured(
            "ESFPORTAL_DATA_KEY_VERSION names no key. It is one of the versions in ESFPORTAL_DATA_KEYS."
        )
    return int(text)


def parse_index_key(text: str, data_keys: Mapping[int, bytes]) -> bytes:
    """Return the key of the blind index, which is no data key."""
    name = "ESFPORTAL_INDEX_KEY"
    key = parse_key(text, name)
    if key in data_keys.values():
        raise ImproperlyConfigured(f"{name} is also one of ESFPORTAL_DATA_KEYS. Make one with: {MAKE_KEY}")
    return key


def parse_scope_keys(text: str, other_keys: Collection[bytes]) -> list[bytes]:
    """Return the keys from "base64,base64": the first makes proofs, the database accepts them all."""
    name = "ESFPORTAL_SCOPE_KEYS"
    keys = [parse_key(part.strip(), name) for part in text.split(",")]
    if set(keys) & set(other_keys):  # a dump of the database has them
        raise ImproperlyConfigured(f"{name} has a key for data or numbers. Make another with: {MAKE_KEY}")
    return keys


def is_demo_secret(text: str) -> bool:
    return text.startswith(MARK)


def is_demo_key(key: bytes) -> bool:
    return key[-MARK_LENGTH:] == _checksum(key[:-MARK_LENGTH])


def own_keys(var: Path) -> OwnKeys:
    """Return the keys of this `var`. The first call makes them, readable by their owner only."""
    path = var / "keys.json"
    if not path.exists():
        var.mkdir(mode=0o711, parents=True, exist_ok=True)
        with exclusive(var / "keys.lock"):
            if not path.exists():
                write_secret(path, json.dumps(_new_keys(), indent=1))
    stored = json.loads(path.read_text())
    return OwnKeys(
        secret_key=stored["secret_key"],
        data_key=base64.b64decode(stored["data_key"]),
        index_key=base64.b64decode(stored["index_key"]),
        password=stored["password"],
    )


def _new_keys() -> dict[str, str]:
    return {
        "secret_key": MARK + secrets.token_urlsafe(50),
        "data_key": base64.b64encode(_demo_key()).decode(),
        "index_key": base64.b64encode(_demo_key()).decode(),
        "password": MARK + "-".join(secrets.token_hex(2) for _ in range(3)),
    }


def _demo_key() -> bytes:
    random = secrets.token_bytes(LENGTH - MARK_LENGTH)
    return random + _checksum(random)


def _checksum(random: bytes) -> bytes:
    return hashlib.sha256(MARK.encode() + random).digest()[:MARK_LENGTH]
