"""The active language, and texts that are stored in both languages."""

from django.utils.translation import get_language


def active_language() -> str:
    """Return "sv" or "en"; Swedish where no language is active."""
    return (get_language() or "sv")[:2]


def in_language(swedish, english):
    """Return the text in the active language; Swedish if there is no English."""
    if active_language() == "en" and english:
        return english
    return swedish


# Of public pages, whose address says the language: Swedish without a prefix.
ENGLISH = "/en"


def language_of_path(path):
    return "en" if path.startswith(f"{ENGLISH}/") else "sv"


def other_language(language):
    return "sv" if language == "en" else "en"


def path_in_language(path, language=None):
    """Return the address of a public page in the language, the active one if none is given."""
    plain = path.removeprefix(ENGLISH) if language_of_path(path) == "en" else path
    return f"{ENGLISH}{plain}" if (language or active_language()) == "en" else plain
