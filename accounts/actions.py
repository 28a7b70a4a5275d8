"""What is done to users by themselves."""

from django.db import transaction


@transaction.atomic
def choose_language(user, language, *, by):
    """Remember the language somebody reads the portal and its letters in."""
    if user != by:
        raise ValueError("Everybody chooses their own language.")
    user.language = language
    user.save(update_fields=["language"])
    return user
