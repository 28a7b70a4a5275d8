"""Make links to surveys: for participants, and for a device that is used by several for a day."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.database_access import system_scope
from esfportal.security.secret_tokens import new_token
from participants.register.actions.change_notes import record_change
from participants.surveys.models import Invitation


@transaction.atomic
def make_links(survey, participations, *, by):
    """Return [(participation, token)]; a participant's former link to the survey stops working."""
    made, expires_at = [], timezone.now() + Invitation.VALID_FOR
    # In one order, so that two users who make links for the same people do not wait for each other.
    for participation in sorted(participations, key=lambda each: each.pk):
        token, digest = new_token()
        values = {"token_hash": digest, "expires_at": expires_at, "made_by": by}
        Invitation.objects.update_or_create(survey=survey, participation=participation, defaults=values)
        record_change(AuditAction.SURVEY_LINK_MADE, participation, by=by, survey=survey.pk)
        made.append((participation, token))
    return made


@transaction.atomic
def open_own(invitation):
    """Return the token of a new link, or None if the survey was answered."""
    # A link on paper stops working. Nothing is audited: that would say when the participant answered (ADR 167).
    token, digest = new_token()
    with system_scope():
        unused = Invitation.objects.filter(pk=invitation.pk, is_used=False)
        return token if unused.update(token_hash=digest) else None


@transaction.atomic
def make_device_link(survey, *, by):
    """Return the token of a link that one device opens today."""
    token, digest = new_token()
    Invitation.objects.create(survey=survey, token_hash=digest, expires_at=_end_of_today(), made_by=by)
    audit(AuditAction.SURVEY_DEVICE_LINKED, survey, by=by, project=survey.project)
    return token


@transaction.atomic
def begin_on_device(invitation):
    """Return the device's own token, or None if another device was first: the link works no more."""
    token, digest = new_token()
    with system_scope():
        # The former hash is compared again, so that of two devices one begins.
        found = Invitation.objects.filter(pk=invitation.pk, token_hash=invitation.token_hash)
        return token if found.update(token_hash=digest) else None


def _end_of_today():
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
