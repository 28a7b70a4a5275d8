"""Ask for an extract of the register, and say that it is made and handed over."""

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from participants.privacy.extract_requests.access import requests_of
from participants.privacy.extract_requests.notifications import tell_of_request
from participants.privacy.models import ExtractRequest
from participants.register.actions.change_notes import record_change
from participants.register.actions.locking import lock_participation


@transaction.atomic
def ask_for_extract(participation, *, by):
    """Return the request that waits, or a new one."""
    participation = lock_participation(participation)
    if waiting := requests_of(participation).waiting().first():
        return waiting
    request = ExtractRequest.objects.create(participation=participation, recorded_by=by)
    record_change(AuditAction.EXTRACT_ASKED, participation, by=by, request=request.pk)
    tell_of_request(request, participation, by=by)
    return request


def mark_made(participation):
    # Audited by the action that makes the extract.
    requests_of(participation).waiting().filter(made_at__isnull=True).update(made_at=timezone.now())


@transaction.atomic
def hand_over_extract(participation, *, by):
    """Return whether an extract was made and waited."""
    participation = lock_participation(participation)
    made = requests_of(participation).waiting().filter(made_at__isnull=False)
    handed_over = made.update(handed_over_at=timezone.now(), handed_over_by=by)
    if handed_over:
        record_change(AuditAction.EXTRACT_HANDED_OVER, participation, by=by)
    return bool(handed_over)
