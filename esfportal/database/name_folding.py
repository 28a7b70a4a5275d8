"""Fold names for searching, in SQL and in Python: case, accents, hyphens and common spellings do not matter."""

import re
import unicodedata
from collections.abc import Iterator

from django.db.models import Expression, Func, TextField, Value
from django.db.models.functions import Lower, Replace

from esfportal.database.swedish_order import IN_BYTE_ORDER

SEPARATORS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}_./,\N{NO-BREAK SPACE}"
LEFT_OUT = (
    "'\"`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SOFT HYPHEN}"
    + "".join(
        map(chr, range(0x300, 0x370))  # combining marks
    )
)
# Letters that Unicode does not decompose.
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "a", "œ": "o", "ß": "s", "þ": "t"}
LATIN = [*map(chr, range(0xC0, 0x250)), *map(chr, range(0x1E00, 0x1F00))]


def _letters() -> Iterator[tuple[str, str]]:
    for letter in LATIN:
        base = unicodedata.normalize("NFKD", letter)[0].lower()
        plain = PLAIN.get(base, base)
        if not plain.isascii():  # only without its marks: their letters have no counterpart
            plain = unicodedata.normalize("NFD", letter)[0].lower()
        if plain != letter and plain.isalpha():
            yield letter, plain
    # The sort key of a name has these in place of å, ä and ö.
    yield from zip(IN_BYTE_ORDER, "aao", strict=True)
    yield from ((separator, " ") for separator in SEPARATORS)


# Spellings of one sound, in the order in which they are replaced; then double letters become one: Ericsson is Erikson.
SPELLINGS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("ch", "k"), ("qu", "kv"), ("x", "ks"))
SAME_SOUND = ("cqwz", "kkvs")

FOLDED = dict(_letters())
TABLE = str.maketrans(FOLDED) | dict.fromkeys(map(ord, LEFT_OUT))


def fold(text: str) -> str:
    return text.lower().translate(TABLE)


def folded_words(text: str) -> list[str]:
    return re.sub(r"\s+", " ", fold(text)).split()


def folded(expression: str | Expression) -> Func:
    """Return the SQL expression of a text's folded form."""
    # TRANSLATE removes the characters that have no counterpart.
    return Func(
        Lower(expression),
        Value("".join(FOLDED) + LEFT_OUT),
        Value("".join(FOLDED.values())),
        function="TRANSLATE",
        output_field=TextField(),
    )


def spell(text: str) -> str:
    """Return the folded text in one of its common spellings."""
    text = fold(text)
    for written, sound in SPELLINGS:
        text = text.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", text.translate(str.maketrans(*SAME_SOUND)))


def spelled_words(text: str) -> list[str]:
    return [word for each in folded_words(text) if (word := spell(each))]


def spelled(expression: str | Expression) -> Func:
    """Return the SQL expression of spell()."""
    text = folded(expression)
    for written, sound in SPELLINGS:
        text = Replace(text, Value(written), Value(sound))
    text = Func(text, *map(Value, SAME_SOUND), function="TRANSLATE", output_field=TextField())
    doubles = (Value(r"(.)\1+"), Value(r"\1"), Value("g"))
    return Func(text, *doubles, function="REGEXP_REPLACE", output_field=TextField())
