"""The list of a report's attachments, in its documents."""

from dataclasses import dataclass
from typing import Any

from reporting.indicators.names import Name

FUNDERS = ("authority", "funders")  # audiences of a report


@dataclass(frozen=True)
class AttachedFile:
    """A file that belongs to the report; its content is in none of the report's own files."""

    title: str
    name: str
    kind: str  # a FileKind
    size: int  # bytes
    sha256: str
    section: Name | None = None  # the heading that asks for it


def attached_files_from_json(data: list[dict[str, Any]]) -> list[AttachedFile]:
    return [AttachedFile(**{**file, "section": file["section"] and Name(**file["section"])}) for file in data]


def given_to[Each](audience: str, files: list[Each]) -> list[Each]:
    """Return the attachments that the audience reads: a funder all, the public none."""
    # Disclosure control does not look into files.
    return files if audience in FUNDERS else []
