"""Actions on users and memberships."""

from django.db import transaction

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit


@transaction.atomic
def choose_language(user, language, *, by):
    if user != by:
        raise ValueError("Everybody chooses their own language.")
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def record_user_change(user, fields, *, by):
    # The names of the fields only: the audit log holds no personal data.
    audit(AuditAction.USER_CHANGED, user, by=by, fields=sorted(fields))
    return user
