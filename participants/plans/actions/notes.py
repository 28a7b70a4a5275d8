"""Write and withdraw notes. Nothing is overwritten."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from participants.plans.models import Note
from participants.plans.rules import check_texts
from participants.register.actions.change_notes import check_reason
from participants.register.actions.errors import ActionRefused, raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem


@transaction.atomic
def write_note(participation, *, text, kind, readers, happened_on, by, number=None):
    """Write a note; a request that comes twice writes one. Raises ActionRefused."""
    participation = lock_participation(participation)
    if number and (made := Note.objects.filter(participation=participation, form_number=number).first()):
        return made
    check_texts(text=text)
    if happened_on > timezone.localdate():
        raise_if_problems([Problem("happened_on", _("The date has not come yet."))])
    note = Note(
        participation=participation, kind=kind, readers=readers, happened_on=happened_on, written_by=by
    )
    if number:
        note.form_number = number
    note.text = text
    note.save(force_insert=True)
    audit(AuditAction.NOTE_WRITTEN, participation, by=by, note=note.pk)
    return note


@transaction.atomic
def withdraw_note(note, *, participation, reason, by):
    """Withdraw a note that is wrong; it is kept, and is in the extract for the person."""
    participation = lock_participation(participation)
    check_reason(reason, _("Say why."))
    check_texts(reason=reason)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.withdrawn_at:
        raise ActionRefused([Problem("", _("The note has been withdrawn already."))])
    note.withdrawn_at, note.withdrawn_by, note.withdrawal_reason = timezone.now(), by, reason.strip()
    note.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    audit(AuditAction.NOTE_WITHDRAWN, participation, by=by, note=note.pk)
    return note
