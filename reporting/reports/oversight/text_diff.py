"""Differences between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 1500  # of two lines that are compared word by word; longer ones are marked whole


@dataclass(frozen=True)
class Words:
    text: str
    changed: bool = False


type Line = list[Words]


def text_diff(before: str, after: str) -> tuple[list[Line], list[Line]]:
    """Return the lines of both texts, each in parts: what the other text lacks is marked as changed."""
    old, new = before.splitlines(), after.splitlines()
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            left += [[Words(line)] for line in old[a:b]]
            right += [[Words(line)] for line in new[c:d]]
            continue
        paired = min(b - a, d - c)
        for before_line, after_line in zip(old[a : a + paired], new[c : c + paired], strict=True):
            for side, parts in zip((left, right), _word_diff(before_line, after_line), strict=True):
                side.append(parts)
        left += [[Words(line, changed=True)] for line in old[a + paired : b]]
        right += [[Words(line, changed=True)] for line in new[c + paired : d]]
    return left, right


def _word_diff(before: str, after: str) -> tuple[Line, Line]:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    if len(old) + len(new) > MOST_WORDS:
        return [Words(before, changed=True)], [Words(after, changed=True)]
    matcher = SequenceMatcher(
        None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False
    )
    left, right = [], []
    for tag, a, b, c, d in matcher.get_opcodes():
        for side, words in ((left, old[a:b]), (right, new[c:d])):
            if words:
                side.append(Words("".join(words), changed=tag != "equal"))
    return left, right
