"""A stream of XML: start tags and texts are given to two handlers, without a tree."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from participants.imports.workbooks.archive import Refused

Attributes = dict[str, str]
# Distinct names of elements; ordinary parts have a few dozen.
NAMES = 1000


class Enough(Exception):
    """Raised by a handler that needs no more of the part."""


def parse(
    chunks: Iterable[bytes],
    *,
    start: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
    has_prefixes: bool = False,
) -> None:
    """Call the handlers with local names, or with prefixes if `has_prefixes`. Raises Refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    local: dict[str, str] = {}

    def name_of(name: str) -> str:
        found = local.get(name)
        if found is None:
            if len(local) > NAMES:
                raise Refused("unreadable")
            found = local[name] = name.rpartition(":")[2]
        return found

    parser.StartElementHandler = (
        start if has_prefixes else lambda name, attributes: start(name_of(name), attributes)
    )
    if text:
        parser.CharacterDataHandler = text
    if end:
        parser.EndElementHandler = lambda name: end(name_of(name))
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except (expat.ExpatError, ValueError, UnicodeError, LookupError):
        raise Refused("unreadable") from None


def _refuse(*_declaration: object) -> None:
    # Entities of its own: no spreadsheet program writes them.
    raise Refused("unreadable")


def attribute(attributes: Attributes, name: str) -> str:
    """Return an attribute by its local name, or an empty text."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
