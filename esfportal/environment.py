"""Read environment variables, with errors that say what is missing and how to make it."""

# ESFPORTAL_ENV is one of
#
# production    the default: every secret comes from the environment, without a fallback
# development   the portal makes its own keys and servers in `var/`
# demo          the same, for `make demo`
# test          the same, for the tests

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "development", "demo", "test")
SECRETS = ("SECRET_KEY", "ESFPORTAL_DATA_KEYS", "ESFPORTAL_INDEX_KEY", "ESFPORTAL_SCOPE_KEYS")
THIS_MACHINE = (None, "", "localhost", "127.0.0.1", "::1")


def environment() -> str:
    name = os.environ.get("ESFPORTAL_ENV") or "production"
    if name not in ENVIRONMENTS:
        raise ImproperlyConfigured(f"ESFPORTAL_ENV is {name!r}; it is one of {', '.join(ENVIRONMENTS)}.")
    return name


def default_for_a_person() -> str:
    """Return the environment of a command that was typed without ESFPORTAL_ENV."""
    # A developer's own keys must never be used on the database of a real installation.
    other_machine = urlsplit(os.environ.get("DATABASE_URL", "")).hostname not in THIS_MACHINE
    is_installation = other_machine or any(os.environ.get(name) for name in SECRETS)
    return "production" if is_installation else "development"


def var_folder() -> Path:
    return Path(os.environ.get("ESFPORTAL_VAR") or BASE_DIR / "var").resolve()


def required(name: str, how: str) -> str:
    """Return the value, or raise ImproperlyConfigured, which says `how` to make one."""
    if value := os.environ.get(name, "").strip():
        return value
    raise ImproperlyConfigured(
        f"{name} is missing. {how}\n"
        "On a machine for trying things out, set ESFPORTAL_ENV=development instead: "
        "then keys and servers are made in var/."
    )


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def numbers(name: str, default: str, least: int, most: int) -> tuple[int, ...]:
    """Return whole numbers, written with commas between them."""
    found = words(name, default)
    for word in found:
        if not word.isdecimal() or not least <= int(word) <= most:
            raise ImproperlyConfigured(f"{name} has {word!r}; write whole numbers from {least} to {most}.")
    return tuple(int(word) for word in found)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it is 1 or 0.")
    return value in ("1", "yes", "true") if value else default


def number(name: str, default: int, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; it is a whole number.")
    if value and int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value}; it is {least} or more.")
    return int(value) if value else default
