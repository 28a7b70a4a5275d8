"""Checks of the text that a management command prints."""

import re

from tests.esfportal.test_style import WORDS

SWEDISH = re.compile(
    r"[åäö]|\b(och|inte|som|till|med|ett|namn|finns|redan|rad|rader|e-postadress|kommun|deltagare|roll)\b",
    re.I,
)
ENGLISH = re.compile(r"\b(the|is|are|was|were|not|this|has|have|no|there|row|rows|file|nothing|mistakes?)\b")
# A template that was not filled in, a value's repr, a markup tag, an error that was not foreseen.
NOT_FOR_PEOPLE = re.compile(r"%\(|\{\w*\}|\bNone\b|<[a-z]|&[a-z]+;|Traceback|\w+Error\b|datetime\.|Decimal\(")
ONE_OF_MANY = re.compile(
    r"\b1 (?:\w+ )?(?:\w+(?<!s)s|\w+ies) (?:are|were|can)\b|\b1 (entries|breaks|links|rows|seals|mistakes)\b"
)
RESULT = re.compile(r"created \d+, updated \d+, unchanged \d+\n")  # for scripts, the same in both languages


def problems_of(text, *, language="en", secret=()):
    """Return what is wrong with the printed text. `secret`: texts of people that it must not hold."""
    text = RESULT.sub("", text)
    found = [f"a person's {part!r}" for part in secret if part.lower() in text.lower()]
    found += [f"the word {word!r}" for word in sorted(WORDS & set(re.findall(r"[a-z]+", text.lower())))]
    other = SWEDISH if language == "en" else ENGLISH
    found += [f"another language: {line!r}" for line in text.splitlines() if other.search(line)]
    for kind, pattern in (("not for people", NOT_FOR_PEOPLE), ("plural", ONE_OF_MANY)):
        found += [f"{kind}: {match[0]!r}" for match in pattern.finditer(text)]
    return found
