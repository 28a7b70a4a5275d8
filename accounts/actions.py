"""What is done to users: by themselves, and by administrators."""

from django.db import transaction

from accounts.audit import audit


@transaction.atomic
def choose_language(user, language, *, by):
    """Remember the language somebody reads the portal and its letters in."""
    if user != by:
        raise ValueError("Everybody chooses their own language.")
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def record_user_change(user, fields, *, by):
    """Note which of a user's fields an administrator set; the names of the fields, not their values."""
    audit("user_changed", user, by=by, fields=sorted(fields))
    return user


@transaction.atomic
def record_membership(membership, *, by):
    """Note a role that was given, changed or ended."""
    audit("membership_changed", membership, by=by, role=membership.role, user=membership.user_id)
    return membership
