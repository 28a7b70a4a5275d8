"""Free text without what gives a person away: names, numbers, addresses of mail.

Pure. Rather a word too many hidden than one too few: a part of the name hides every word that begins
with it ("Elsas" for Elsa), however its letters are marked.
"""

import re
import unicodedata

HIDDEN = "▪▪▪"
WORD = re.compile(r"\w+")
MAIL = re.compile(r"\S+@\S+")
NUMBERS = re.compile(r"\+?\d(?:[\s-]?\d){5,}")  # six digits or more: numbers of people, telephones
SHORT = 3  # shorter parts of names hide the word itself and its genitive, or "Bo" would hide "bolag"


def masked(text, *names):
    """The text with every name part, long number and mail address replaced."""
    parts = {plain(word) for name in names for word in WORD.findall(name)}
    text = NUMBERS.sub(_unless_a_date, MAIL.sub(HIDDEN, text))
    return WORD.sub(lambda word: HIDDEN if _tells(plain(word[0]), parts) else word[0], text)


def plain(word):
    """Small letters without their marks: Öberg and OBERG are one name."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _tells(word, parts):
    return any(
        word.startswith(part) if len(part) >= SHORT else word in (part, f"{part}s") for part in parts if part
    )


def _unless_a_date(found):
    """A day stands in evidence by right; what follows it (the last four digits) does not."""
    return found[0] if re.fullmatch(r"(19|20)\d\d-[01]\d-[0-3]\d", found[0]) else HIDDEN
