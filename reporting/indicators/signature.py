"""Signature and submission of a report, in its documents."""

from dataclasses import dataclass
from typing import Any

from reporting.indicators.names import Name


@dataclass(frozen=True)
class Signature:
    """When a report was signed, by whom, and for which organisation."""

    at: str  # ISO 8601
    organisation: Name
    role: Name
    name: str = ""  # as the next, not in the public version
    authority: str = ""  # the title, and what gives the right to sign

    def in_language(self, language: str) -> str:
        """Return "Anna Berg (head of department, …), authorised representative, Kalmar"."""
        name = f"{self.name} ({self.authority})" if self.authority else self.name
        role, organisation = (each.in_language(language) for each in (self.role, self.organisation))
        return ", ".join(filter(None, [name, role, organisation]))


@dataclass(frozen=True)
class Submission:
    """When a report was submitted, and by whom."""

    at: str  # ISO 8601
    role: Name | None = None  # None: not by a user
    name: str = ""  # of the user; released documents give the role alone


def signature_from_json(data: dict[str, Any] | None) -> Signature | None:
    if data is None:
        return None
    names = {key: Name(**data[key]) for key in ("organisation", "role")}
    return Signature(**{**data, **names})


def submission_from_json(data: dict[str, Any] | None) -> Submission | None:
    return None if data is None else Submission(**{**data, "role": data["role"] and Name(**data["role"])})
