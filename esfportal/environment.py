"""Readers of the environment, which say what is missing and how to make it.

ESFPORTAL_ENV is one of

production    the default: every secret comes from the environment, and nothing has a fallback
development   a person at a keyboard: keys and servers of the portal's own, in `var/`
demo          the same, for `make demo`
test          the same, for the tests
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "development", "demo", "test")
SECRETS = ("SECRET_KEY", "ESFPORTAL_DATA_KEYS", "ESFPORTAL_INDEX_KEY")
THIS_MACHINE = (None, "", "localhost", "127.0.0.1", "::1")


def environment():
    """Which of ENVIRONMENTS this process runs in."""
    name = os.environ.get("ESFPORTAL_ENV") or "production"
    if name not in ENVIRONMENTS:
        raise ImproperlyConfigured(f"ESFPORTAL_ENV is {name!r}; it is one of {', '.join(ENVIRONMENTS)}.")
    return name


def default_for_a_person():
    """What a command typed without ESFPORTAL_ENV means.

    Development, unless something points at a real installation: a secret in the environment, or a
    database on another machine. Keys of a developer's own must never reach such a database.
    """
    elsewhere = urlsplit(os.environ.get("DATABASE_URL", "")).hostname not in THIS_MACHINE
    real = elsewhere or any(os.environ.get(name) for name in SECRETS)
    return "production" if real else "development"


def var_folder():
    """The folder of everything the portal writes on this machine."""
    return Path(os.environ.get("ESFPORTAL_VAR") or BASE_DIR / "var").resolve()


def required(name, how):
    """The variable's value; without one the portal does not start, and says `how` to make one."""
    if value := os.environ.get(name, "").strip():
        return value
    raise ImproperlyConfigured(
        f"{name} is missing. {how}\n"
        "On a machine for trying things out, set ESFPORTAL_ENV=development instead: "
        "then keys and servers are made in var/."
    )


def words(name, default=""):
    """The variable as a list of words separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def flag(name, default=False):
    """The variable as yes or no."""
    value = os.environ.get(name, "").strip().lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise ImproperlyConfigured(f"{name} is {value!r}; it is 1 or 0.")
    return value in ("1", "yes", "true") if value else default


def number(name, default, least=0):
    """The variable as a whole number, no smaller than the least."""
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; it is a whole number.")
    if value and int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value}; it is {least} or more.")
    return int(value) if value else default
