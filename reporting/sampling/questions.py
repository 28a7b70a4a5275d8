"""Questions of the checklist: questions.toml, and those that an auditor adds to a sample."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "questions.toml"
LANGUAGES = ("sv", "en")

type Question = dict[str, str]  # its key, and its text in each language


@cache
def _all() -> dict[str, list[Question]]:
    return tomllib.loads(FILE.read_text())


def questions_of(subject: str) -> list[Question]:
    """Return the questions about "people" or "money"."""
    return _all()[subject]


def chosen(subject: str, keys: Iterable[str], own: str) -> list[Question]:
    """Return the chosen questions, and one for each line of `own`, which is in the language that it was written in."""
    wanted = set(keys)
    lines = dict.fromkeys(line.strip() for line in own.splitlines() if line.strip())
    added = [{"key": f"own_{n}", **dict.fromkeys(LANGUAGES, line)} for n, line in enumerate(lines, 1)]
    return [each for each in questions_of(subject) if each["key"] in wanted] + added
