"""Plain formatting of texts: paragraphs, headings, lists and bold words, as data for the page and the PDF.

    ## A heading            - an item            1. a numbered item            **bold**

Everything else is text. Nothing of it becomes HTML or Typst markup: the parts are plain strings, which a template or
report.typ shows as they are.
"""

import re
from dataclasses import dataclass
from typing import Literal

BULLET = re.compile(r"^[-*•][ \t]+(?P<text>\S.*)$")
NUMBERED = re.compile(r"^\d{1,3}[.)][ \t]+(?P<text>\S.*)$")
HEADING = re.compile(r"^#{1,4}[ \t]+(?P<text>\S.*)$")
BOLD = re.compile(r"\*\*(?=[^\s*])(?P<text>[^*]+)(?<=\S)\*\*")

type Kind = Literal["paragraph", "heading", "bullets", "numbers"]


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph or heading with its lines, or a list with its items."""

    kind: Kind
    lines: list[list[Run]]


def blocks(text: str) -> list[Block]:
    found: list[Block] = []
    is_open = False  # the last block goes on with the next line
    for line in _lines(text):
        if not line:
            is_open = False
            continue
        kind, words = _kind(line)
        if is_open and kind != "heading" and found[-1].kind == kind:
            found[-1].lines.append(runs(words))
        else:
            found.append(Block(kind, [runs(words)]))
        is_open = kind != "heading"
    return found


def list_items(text: str) -> list[Block]:
    """Return the lines of a text as one list, each line an item whether or not it is marked as one."""
    items = [runs(_kind(line)[1]) for line in _lines(text) if line]
    return [Block("bullets", items)] if items else []


def runs(text: str) -> list[Run]:
    parts, end = [], 0
    for match in BOLD.finditer(text):
        parts += [Run(text[end : match.start()]), Run(match["text"], bold=True)]
        end = match.end()
    parts.append(Run(text[end:]))
    return [part for part in parts if part.text]


def plain(found: list[Block]) -> str:
    """Return the words without formatting, for a cell of a workbook."""
    signs = {"bullets": "– ", "numbers": "– "}
    return "\n".join(
        signs.get(block.kind, "") + "".join(run.text for run in line)
        for block in found
        for line in block.lines
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def _kind(line: str) -> tuple[Kind, str]:
    if match := BULLET.match(line):
        return "bullets", match["text"]
    if match := NUMBERED.match(line):
        return "numbers", match["text"]
    if match := HEADING.match(line):
        return "heading", match["text"]
    return "paragraph", line
