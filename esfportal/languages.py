"""Texts that are stored in both languages, and the choices' names in one of them."""

from django.utils.translation import get_language


def in_language(swedish, english):
    """Return the text in the active language; Swedish if there is no English."""
    if (get_language() or "sv").startswith("en") and english:
        return english
    return swedish
