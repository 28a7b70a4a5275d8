"""The keys that personal identity numbers are stored and found by, and the demo's own.

A key is 32 bytes, written in base64. The demo's keys and passwords carry a mark, so that production
can refuse them wherever they come from.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from esfportal.embedded.locks import exclusive
from esfportal.embedded.places import write_secret

LENGTH = 32
MARK = "demo-"  # begins the demo's words; the demo's keys end with a checksum over it instead
MARK_LENGTH = 4

MAKE_KEY = 'python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"'
MAKE_SECRET = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'  # noqa: S105  (a recipe)


@dataclass(frozen=True)
class OwnKeys:
    """What a run without secrets in its environment uses, kept in `var/keys.json`."""

    secret_key: str
    data_key: bytes
    index_key: bytes
    password: str  # of every demo account

    @property
    def code_secret(self):
        """The key of the app that gives every demo account its codes."""
        return base64.b32encode(
            hmac.digest(self.data_key, b"the demo's second factor", "sha256")[:20]
        ).decode()


def parse_secret_key(text):
    """SECRET_KEY as it is written; the demo's is refused."""
    if is_demo_word(text):
        raise ImproperlyConfigured(f"SECRET_KEY was made for the demo. Make one with: {MAKE_SECRET}")
    return text


def parse_key(text, name):
    """32 bytes from base64, or an error that names the variable (never the value)."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != LENGTH:
        raise ImproperlyConfigured(f"{name}: a key is {LENGTH} bytes in base64. Make one with: {MAKE_KEY}")
    if is_demo_key(key):
        raise ImproperlyConfigured(f"{name} was made for the demo. Make one with: {MAKE_KEY}")
    return key


def parse_data_keys(text):
    """{version: key} from "1:base64,2:base64"; new numbers are stored with the highest version."""
    name = "ESFPORTAL_DATA_KEYS"
    keys = {}
    for part in text.split(","):
        version, colon, key = part.strip().partition(":")
        if not colon or not version.isdecimal() or not int(version):
            raise ImproperlyConfigured(f"{name} is written 1:KEY,2:KEY, with a version before each key.")
        if int(version) in keys:
            raise ImproperlyConfigured(f"{name} has version {version} twice.")
        keys[int(version)] = parse_key(key, name)
    return keys


def parse_version(text, data_keys):
    """The version that is sealed with: the highest, unless one is named until every process has the newest."""
    if not text:
        return max(data_keys)
    if not text.isdecimal() or int(text) not in data_keys:
        raise ImproperlyConfigured(
            "ESFPORTAL_DATA_KEY_VERSION names no key. It is one of the versions in ESFPORTAL_DATA_KEYS."
        )
    return int(text)


def parse_index_key(text, data_keys):
    """The key that numbers are found by, which must not be one that opens them."""
    name = "ESFPORTAL_INDEX_KEY"
    key = parse_key(text, name)
    if key in data_keys.values():
        raise ImproperlyConfigured(f"{name} is also one of ESFPORTAL_DATA_KEYS. Make one with: {MAKE_KEY}")
    return key


def is_demo_word(text):
    """Whether a password or a secret was made for the demo."""
    return text.startswith(MARK)


def is_demo_key(key):
    """Whether a key was made for the demo."""
    return key[-MARK_LENGTH:] == _checksum(key[:-MARK_LENGTH])


def own_keys(var):
    """The keys of this `var`, made the first time: random, and readable by their owner only."""
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


def _new_keys():
    return {
        "secret_key": MARK + secrets.token_urlsafe(50),
        "data_key": base64.b64encode(_demo_key()).decode(),
        "index_key": base64.b64encode(_demo_key()).decode(),
        "password": MARK + "-".join(secrets.token_hex(2) for _ in range(3)),
    }


def _demo_key():
    random = secrets.token_bytes(LENGTH - MARK_LENGTH)
    return random + _checksum(random)


def _checksum(random):
    return hashlib.sha256(MARK.encode() + random).digest()[:MARK_LENGTH]
