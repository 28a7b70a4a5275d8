"""Masking of names, numbers and e-mail addresses in free text."""

import re
import unicodedata

MASK = "▪▪▪"
WORD = re.compile(r"\w+")
MAIL = re.compile(r"\S+@\S+")
NUMBERS = re.compile(r"\+?\d(?:[\s-]?\d){5,}")  # six digits or more: identity and telephone numbers
SHORT = 3  # a shorter name masks only itself and its genitive: "Bo" must not mask "bolag"


def mask_personal_data(text: str, *names: str) -> str:
    """Return the text without names, long numbers and e-mail addresses."""
    parts = {normalised(word) for name in names for word in WORD.findall(name)}
    text = NUMBERS.sub(_unless_a_date, MAIL.sub(MASK, text))
    # Prefix match, so that "Elsas" is masked for Elsa: rather mask one word too many.
    return WORD.sub(lambda word: MASK if _is_part_of_name(normalised(word[0]), parts) else word[0], text)


def normalised(word: str) -> str:
    """Return the word in lower case without diacritics: Öberg and OBERG are equal."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _is_part_of_name(word: str, parts: set[str]) -> bool:
    return any(
        word.startswith(part) if len(part) >= SHORT else word in (part, f"{part}s") for part in parts if part
    )


def _unless_a_date(found: re.Match[str]) -> str:
    # Days are part of the verification; the last four digits of an identity number are not.
    return found[0] if re.fullmatch(r"(19|20)\d\d-[01]\d-[0-3]\d", found[0]) else MASK
