"""Likeness of names and birth dates: the same person written down in two ways."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rapidfuzz.distance import OSA

from esfportal.database.name_folding import folded_words, spell

# Further spellings of one sound, after those of the search (ADR 140).
SOUNDS = (("kh", "k"), ("gh", "g"), ("dt", "t"), ("ou", "o"), ("ij", "i"), ("y", "i"), ("j", "i"))
SHORTEST_WITH_SLIP = 4  # letters; in shorter names another letter is another name
TWO_SLIPS_FROM = 7


def sound(word: str) -> str:
    """Return a folded word with one spelling for each sound: "kristina" for "christina"."""
    word = spell(re.sub(r"c(?=[ei])", "s", word))
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


def are_alike(names: str, other: str) -> bool:
    """Return whether two full names may be one person's, in any order and spelling, with or without middle names."""
    return sound_alike(sounds(names), sounds(other))


def sound_alike(words: list[str], others: list[str]) -> bool:
    """Return `are_alike` of names whose sounds() are known, for an import that compares each with many."""
    shorter, longer = (words, others) if (len(words), words) < (len(others), others) else (others, words)
    if "".join(shorter) == "".join(longer):  # Anna-Karin, Annakarin
        return bool(shorter)
    if len(shorter) < 2:  # a given name alone fits too many
        return False
    # Names that are written in the same way first, so that none of them is taken by a similar one.
    left, different = list(longer), []
    for word in shorter:
        if word in left:
            left.remove(word)
        else:
            different.append(word)
    for word in different:
        found = next((each for each in left if _is_slip(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def near_dates(born: date) -> set[date]:
    """Return the birth date, and those that a slip makes of it: day and month swapped, or one unit or ten off."""
    return {born, *_swapped(born), *(born + timedelta(days) for days in (-10, -1, 1, 10)), *_shifted(born)}


def sounds(names: str) -> list[str]:
    return [sound(word) for word in folded_words(names)]


def _swapped(born: date) -> Iterator[date]:
    if born.day <= 12:
        yield born.replace(month=born.day, day=born.month)


def _shifted(born: date) -> Iterator[date]:
    for years, months in ((-10, 0), (-1, 0), (1, 0), (10, 0), (0, -1), (0, 1)):
        month = born.month + months
        if 1 <= month <= 12 and not (born.day > 28 and (months or born.month == 2)):
            yield born.replace(year=born.year + years, month=month)


def _is_slip(word: str, other: str) -> bool:
    if word[:1] != other[:1]:
        return False
    length = max(len(word), len(other))
    if length < SHORTEST_WITH_SLIP:
        return word == other
    # Letters that were added, left out, replaced, or swapped with their neighbour.
    return OSA.distance(word, other) <= (1 if length < TWO_SLIPS_FROM else 2)
