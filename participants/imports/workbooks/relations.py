"""Parts of an XLSX or XLSB workbook, found by its relations, in whatever folder they lie."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from participants.imports.workbooks import limits
from participants.imports.workbooks.archive import Archive, Refused
from participants.imports.workbooks.markup import Attributes, attribute, parse


@dataclass(frozen=True)
class Sheet:
    name: str
    part: str  # its part of the archive, or its place in the only part
    is_visible: bool


def workbook_part(archive: Archive) -> str:
    """Return the part that lists the sheets. Raises Refused."""
    targets = related_parts(archive, "", "officeDocument") if "_rels/.rels" in archive else {}
    part = next(iter(targets.values()), "xl/workbook.xml")
    if part not in archive:
        raise Refused("unreadable")
    return part


def is_binary(part: str) -> bool:
    return part.casefold().endswith(".bin")


def related_parts(archive: Archive, part: str, kind: str) -> dict[str, str]:
    """Return {relation id: part} of the part's relations of one kind."""
    folder, name = posixpath.split(part)
    found: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attribute(attributes, "Type").endswith(f"/{kind}"):
            target = unquote(attribute(attributes, "Target"))
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[attribute(attributes, "Id")] = posixpath.normpath(path).lstrip("/")
            if len(found) > limits.SHEETS:
                raise Refused("too_large")

    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in archive:
        parse(archive.chunks(relations), start=start)
    return found
