"""Tidy short texts that people typed or pasted, and find characters that cannot be seen."""

import re
import unicodedata

# Removed without a word: they carry nothing, and come with text that is pasted.
NOTHING = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"))
# Persian and Indic names need the joiners between their letters.
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def tidy(text):
    """Return the text in composed form, with single ordinary spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(NOTHING)).strip()


def unseen_character(text):
    """Return a direction mark or another unseen character, or ""."""
    if text.isprintable():  # so are almost all, and an import asks about each name
        return ""
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Co", "Cn") and character not in "\n\r\t":
            return character
        if category == "Cf" and character not in JOINERS:
            return character
    return ""


def without_unseen(text):
    """Return the text without direction marks and other unseen characters, for a message that quotes it."""
    return "".join(character for character in text if not unseen_character(character))


def character_name(character):
    """Return the code and the name: "U+202E, right-to-left override"."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f", {name.lower()}" if name else "")


def isolated(value):
    """Return a text, or an object's name, from right to left so that it does not turn what is next to it."""
    text = str(value)
    # As <bdi> does, for texts that are put together before they reach a template.
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def has_letter(text):
    return any(character.isalpha() for character in text)
