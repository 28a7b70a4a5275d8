"""Drafts of registrations: kept encrypted for their user while a form is filled in, and thrown away."""

from django.db import transaction
from django.http import QueryDict

from accounts.database_access import system_scope
from esfportal.security.encryption import Unreadable, decrypt, encrypt
from esfportal.security.kept_forms import MAX_SIZE, NEVER_KEPT
from participants.register.models import Participation, RegistrationDraft

PURPOSE = "registration draft"
NOT_KEPT = (*NEVER_KEPT, "then", "confirmed", "looked_up")


@transaction.atomic
def keep_draft(number, *, project, data, by):
    """Keep what the form with this number holds, unless the person is registered by now."""
    kept = data.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    content = kept.urlencode().encode()
    if len(content) > MAX_SIZE or Participation.with_voided.filter(public_id=number).exists():
        return
    encrypted, version = encrypt(PURPOSE, number, content)
    RegistrationDraft.objects.update_or_create(
        pk=number,
        created_by=by,
        project=project,
        defaults={"content_encrypted": encrypted, "key_version": version},
    )


def data_of(draft):
    """Return what was typed; nothing if its key is gone."""
    try:
        return QueryDict(decrypt(PURPOSE, draft.pk, draft.content_encrypted, draft.key_version))
    except Unreadable:
        return QueryDict()


def discard_draft(number, *, by):
    RegistrationDraft.objects.filter(pk=number, created_by=by).delete()


@system_scope()
def discard_old_drafts():
    RegistrationDraft.objects.stale().delete()
