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
