import io
import re

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

APPS = ("accounts", "projects", "participants", "reporting", "esfportal")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Texts of Django itself that Django has not translated, or in words that say nothing to a reader.
FOR_DJANGO = {
    "Enter a valid URL.",
    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
    "Ensure this value is greater than or equal to %(limit_value)s.",
    "Ensure this value is less than or equal to %(limit_value)s.",
    "- Select an option -",
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Ensure that there are no more than %(max)s digit in total.",
    "Ensure that there are no more than %(max)s decimal place.",
    "Ensure that there are no more than %(max)s digit before the decimal point.",
}


def sources():
    """Yield (path, Python source) of modules, and of templates converted to gettext calls."""
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            yield path, path.read_text(encoding="utf-8")
    for suffix in ("html", "txt", "svg"):
        for path in (settings.BASE_DIR / "templates").rglob(f"*.{suffix}"):
            calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield path, "\n".join(line.lstrip() for line in calls.split("\n"))


def first(message):
    return message[0] if isinstance(message, tuple) else message


@pytest.fixture(scope="module")
def texts():
    """Return {(context, text): first file and line}."""
    found = {}
    for path, source in sources():
        for line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            found.setdefault((context, first(message)), f"{path.relative_to(settings.BASE_DIR)}:{line}")
    return found


@pytest.fixture(scope="module")
def swedish():
    with (settings.BASE_DIR / "locale/sv/LC_MESSAGES/django.po").open("rb") as file:
        return [message for message in read_po(file, locale="sv") if message.id]


def test_every_text_is_translated(texts, swedish):
    translated = {
        (message.context, first(message.id))
        for message in swedish
        if message.string and all([message.string] if isinstance(message.string, str) else message.string)
    }
    missing = {text: source for text, source in texts.items() if text not in translated}
    assert not missing


def test_no_translation_is_unused(texts, swedish):
    left = {first(m.id) for m in swedish if (m.context, first(m.id)) not in texts}
    assert left <= FOR_DJANGO


def test_placeholders_are_kept(swedish):
    errors = [(message.id, error) for message in swedish for error in message.check()]
    assert not errors


def test_no_translation_is_fuzzy(swedish):
    assert not [message.id for message in swedish if message.fuzzy]


# Words of the pages that were decided against, and what is said instead.
AGAINST = {
    "efter plan": "ligger efter; nåddes inte",  # reads as "enligt plan", its opposite
    "utfall": "händelse",
    "boka": "bokför",
    "bokat": "bokfört",
    "null-tecken": "osynliga tecken",
    "siffror totalt": "",
    "in occupation": "in work, studies or internship",
    "leavers": "those who have left",
    "business of one's own": "own business",
    "the goals themselves": "",
}


def test_no_text_uses_a_word_decided_against(swedish):
    pattern = re.compile(rf"\b({'|'.join(AGAINST)})\b", re.IGNORECASE)
    shown = [text for message in swedish if message.id for text in (*each(message.id), *each(message.string))]
    assert pattern.search("Målet ligger efter plan.")
    assert [text for text in shown if pattern.search(text)] == []


def each(text):
    return text if isinstance(text, list | tuple) else (text,)
