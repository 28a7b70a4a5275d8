"""Scales as data: questions with texts at five places, who answers, the owner and the licence."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "scales"
LOWEST, HIGHEST = 0, 10
ANCHORED = (0, 3, 5, 7, 10)  # the values that have a text
LANGUAGES = ("sv", "en")


class Licence(StrEnum):
    OWN = "own"  # free to use
    CREDIT = "credit"  # free to use with the owner's name
    AGREEMENT = "agreement"  # not used without the number of an agreement


class AnsweredBy(StrEnum):
    PARTICIPANT = "participant"
    CASE_WORKER = "case_worker"


@dataclass(frozen=True)
class ScaleQuestion:
    key: str
    texts: dict  # {language: text}
    anchors: dict  # {language: a text for each of ANCHORED}
    only: str = ""  # an AnsweredBy: the other is not asked

    @property
    def text(self):
        return in_language(self.texts)

    @property
    def anchor_text(self):
        texts = zip(ANCHORED, in_language(self.anchors), strict=True)
        return " · ".join(f"{value}: {text}" for value, text in texts)


@dataclass(frozen=True)
class Scale:
    code: str
    version: int
    names: dict
    owner: str
    licence: Licence
    questions: tuple[ScaleQuestion, ...]

    @property
    def name(self):
        return in_language(self.names)

    @property
    def needs_agreement(self):
        return self.licence == Licence.AGREEMENT

    def asked(self, answered_by):
        return [question for question in self.questions if question.only in ("", answered_by)]


def in_language(texts):
    return texts.get((get_language() or "")[:2], texts["sv"])


def parse(text):
    """Return the scale of a TOML text; raises ValueError."""
    data = tomllib.loads(text)
    questions = tuple(_question(each) for each in data["questions"])
    if len({question.key for question in questions}) < len(questions):
        raise ValueError("Two questions have the same key.")
    licence = Licence(data["licence"])
    return Scale(data["code"], data["version"], data["name"], data["owner"], licence, questions)


def _question(data):
    texts = {language: data[language]["text"] for language in LANGUAGES}
    anchors = {language: tuple(data[language]["anchors"]) for language in LANGUAGES}
    for language, found in anchors.items():
        if len(found) != len(ANCHORED):
            raise ValueError(f"{data['key']} has not a text for each of {ANCHORED} in {language}.")
    only = AnsweredBy(data["only"]) if "only" in data else ""
    return ScaleQuestion(data["key"], texts, anchors, only)


@cache
def scales():
    """Return {code: scale} of all files of the folder."""
    found = [parse(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.toml"))]
    return {scale.code: scale for scale in found}
