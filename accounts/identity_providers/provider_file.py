"""The file that describes an OpenID provider, in TOML (docs/operations.md)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from accounts.identity_providers.models import IdentityProvider

STAFF = IdentityProvider.Purpose.STAFF
TEXTS = ("key", "purpose", "name", "name_en", "issuer", "client_id", "authentication")
OF_STAFF = ("domains", "organisation_numbers", "is_second_factor_trusted")
LISTS = ("scopes", "acr_values", *OF_STAFF[:2])
FLAGS = ("is_in_use", "is_user_info_signed", OF_STAFF[2])
NEEDED = ("key", "name", "issuer", "client_id")
DEFAULTS = {
    name: IdentityProvider._meta.get_field(name).get_default()
    for name in (*TEXTS, *LISTS, *FLAGS)
    if name not in NEEDED
}
DEFAULTS_OF_STAFF = {"scopes": "openid email", "acr_values": "", "is_user_info_signed": False}
OF_PARTICIPANTS = {"authentication": IdentityProvider.Authentication.SECRET, "is_user_info_signed": False}
PATTERNS = {"domains": r"[a-z0-9-]+(\.[a-z0-9-]+)+", "organisation_numbers": r"\d{6}-?\d{4}"}


class FileError(ValueError):
    """The file is refused. `problems`: what is wrong, each as "name: reason"."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Described:
    key: str
    values: dict[str, Any]


def parse(content: bytes, *, production: bool) -> Described:
    """Return the key and the other values of the row. Raises FileError."""
    try:
        found = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileError([f"not TOML: {error}"]) from None
    if problems := [*_problems(found)]:
        raise FileError(problems)
    purpose = {"purpose": found.get("purpose", DEFAULTS["purpose"])}
    values = DEFAULTS | (DEFAULTS_OF_STAFF if purpose["purpose"] == STAFF else {}) | purpose
    values |= {name: " ".join(each) if name in LISTS else each for name, each in found.items()}
    values["domains"] = values["domains"].lower()
    values["organisation_numbers"] = values["organisation_numbers"].replace("-", "")
    if problems := [*_problems_of_purpose(values, production=production)]:
        raise FileError(problems)
    try:
        IdentityProvider(**values).clean_fields()
    except ValidationError as error:
        raise FileError(
            [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
        ) from None
    return Described(values.pop("key"), values)


def _problems(found: dict[str, Any]) -> Iterator[str]:
    for name in found:
        if name not in (*TEXTS, *LISTS, *FLAGS):
            yield f"{name}: no such key"
    for name in NEEDED:
        if name not in found:
            yield f"{name}: is missing"
    for name in TEXTS:
        if not isinstance(found.get(name, ""), str):
            yield f"{name}: write text in quotation marks"
    for name in LISTS:
        if not _is_list(found.get(name, ["x"])):
            yield f"{name}: write a list of texts"
    for name in FLAGS:
        if not isinstance(found.get(name, True), bool):
            yield f"{name}: write true or false"


def _problems_of_purpose(values: dict[str, Any], *, production: bool) -> Iterator[str]:
    if production and not values["issuer"].startswith("https://"):
        yield "issuer: begins with https://"
    if values["purpose"] != STAFF:
        yield from (f"{name}: is of staff only" for name in OF_STAFF if values[name])
        return
    yield from (
        f"{name}: is of participants only" for name, value in OF_PARTICIPANTS.items() if values[name] != value
    )
    if not values["domains"]:
        yield "domains: is missing. Write what follows the @ in the organisation's own addresses"
    for name, pattern in PATTERNS.items():
        for each in values[name].split():
            if not re.fullmatch(pattern, each):
                yield f"{name}: {each} is none"


def _is_list(found: object) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(each, str) for each in found)
