"""The file that describes a service of e-identification, in TOML (docs/operations.md)."""

import tomllib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from accounts.identity_providers.models import IdentityProvider

TEXTS = ("key", "name", "name_en", "issuer", "client_id")
LISTS = ("scopes", "acr_values")
OPTIONAL = ("name_en", "scopes", "acr_values", "is_in_use")


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
    problems = [f"{name}: no such key" for name in found if name not in (*TEXTS, *LISTS, "is_in_use")]
    problems += [f"{name}: is missing" for name in TEXTS if name not in found and name not in OPTIONAL]
    problems += [f"{name}: write text in quotation marks" for name in TEXTS if not _is(str, found, name)]
    problems += [f"{name}: write a list of texts" for name in LISTS if not _is_list(found, name)]
    if not _is(bool, found, "is_in_use"):
        problems.append("is_in_use: write true or false")
    if problems:
        raise FileError(problems)
    values = found | {name: " ".join(found[name]) for name in LISTS if name in found}
    if production and not values["issuer"].startswith("https://"):
        raise FileError(["issuer: begins with https://"])
    try:
        IdentityProvider(**values).clean_fields()
    except ValidationError as error:
        raise FileError(
            [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
        ) from None
    return Described(values.pop("key"), values)


def _is(kind: type, found: dict[str, Any], name: str) -> bool:
    return isinstance(found.get(name, kind()), kind)


def _is_list(found: dict[str, Any], name: str) -> bool:
    texts = found.get(name, [""])
    return isinstance(texts, list) and bool(texts) and all(isinstance(each, str) for each in texts)
