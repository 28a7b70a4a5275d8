"""Comparison of a name in a file with the stored one."""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import product

Names = tuple[str, str]  # given and family name

PART = re.compile(r"[^\W\d_]+")
# Åsa and Asa, Mohamed and Muhammed are spellings of one name.
ALIKE = 0.6
OTHER_NAME = "other_name"  # code of the question about a name that differs altogether


def name_parts(*names: str) -> set[str]:
    """Return the parts of names in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", " ".join(names).casefold())
    return set(PART.findall("".join(each for each in plain if not unicodedata.combining(each))))


def differs_altogether(new: Names, stored: Names) -> bool:
    """Return whether the given name has nothing in common with the stored name.

    The family name alone changes when people marry; relatives share it, so it proves nothing.
    """
    new_given, new_family = map(name_parts, new)
    stored_given, stored_family = map(name_parts, stored)
    if not new_given or not stored_given:
        return " ".join(new).casefold() != " ".join(stored).casefold()
    is_swapped = new_given & stored_family and new_family & stored_given
    return not (new_given & stored_given or is_swapped or any(map(_alike, product(new_given, stored_given))))


def _alike(names: tuple[str, str]) -> bool:
    return SequenceMatcher(None, *names).ratio() >= ALIKE
