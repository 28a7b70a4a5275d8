"""Lines of a project file: where each key is, and whether the text may be given to the TOML parser at all."""

import re
from collections import Counter
from dataclasses import dataclass, field

# The deepest key of a project file has four parts, targets[0].all_of[1], and its values one bracket.
DEEPEST = 20
TOKEN = re.compile(
    r'"""(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"""["]{0,2}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'''[']{0,2}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
    r"|[^\S\n]++"
    r"""|[^\s"'\#\[\]{}=.,]++"""
    r"|.",
    re.DOTALL,
)


class TooDeep(ValueError):
    """Keys within keys, or brackets within brackets, on a line."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


def check_depth(text: str) -> None:
    """Raise TooDeep for what would take the parser more memory than the machine has."""
    line, brackets, parts = 1, 0, 0
    for word in TOKEN.findall(text):
        brackets += (word in "[{") - (word in "]}")
        parts = parts + 1 if word == "." else 0 if word in "\n=,[]{}" else parts
        if max(brackets, parts) > DEEPEST:
            raise TooDeep(line)
        line += word.count("\n")


def key_lines(text: str) -> dict[str, int]:
    """Return the line of each key, by its dotted path, in a text that is TOML."""
    reader = _Reader()
    for word in TOKEN.findall(text):
        reader.read(word)
    return reader.lines


def line_of(key: str, lines: dict[str, int]) -> int | None:
    """Return the line of the key, or of the table that it is in or should be in."""
    while key not in lines:
        shorter = re.sub(r"(\.|^)[^.\[]+$|\[\d+\]$", "", key)
        if shorter == key:  # a key with brackets of its own
            return None
        key = shorter
    return lines[key]


@dataclass
class _Reader:
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1
    table: str = ""
    parts: list[str] = field(default_factory=list)  # of the key that is being read
    opened: int = 0  # brackets of a table's heading
    brackets: int = 0  # of a value
    is_value: bool = False
    counts: Counter = field(default_factory=Counter)

    def read(self, word: str) -> None:
        if self.is_value:
            self.brackets += (word in "[{") - (word in "]}")
            if word == "\n" and self.brackets <= 0:
                self.is_value, self.brackets = False, 0
        elif word == "=":
            for count in range(len(self.parts)):  # a dotted key makes the tables that it is in
                self._add(".".join(filter(None, (self.table, *self.parts[: count + 1]))))
            self.parts, self.is_value = [], True
        elif word == "[" and not self.parts:
            self.opened += 1
        elif word == "\n":
            if self.opened:
                self._open_table(".".join(self.parts))
            self.parts, self.opened = [], 0
        elif not word.isspace() and word[0] not in ".]#":
            self.parts.append(word.strip("\"'"))
        self.line += word.count("\n")

    def _open_table(self, name: str) -> None:
        self.table = name
        if self.opened > 1:
            self._add(name)
            self.table = f"{name}[{self.counts[name]}]"
            self.counts[name] += 1
        self._add(self.table)

    def _add(self, path: str) -> None:
        self.lines.setdefault(path, self.line)
