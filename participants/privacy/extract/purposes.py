"""Purposes of the extract in the access log."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from participants.privacy.extract.form_choices import IDENTIFIED


def request_text(requested_on, identified_by):
    return _("%(day)s (%(how)s)") % {"day": requested_on, "how": dict(IDENTIFIED)[identified_by]}


def purpose(requested_on, identified_by):
    return _("extract at the person's own request, %(asked)s") % {
        "asked": request_text(requested_on, identified_by)
    }


def stored_purpose(requested_on, identified_by):
    """Return the purpose as the access log stores it."""
    with translation.override(settings.LANGUAGE_CODE):
        return purpose(requested_on, identified_by)


def translated_purposes(participation):
    """Return {stored purpose: its text in the language in force}."""
    accesses = participation.record_accesses.order_by("pk")
    extracts = AuditEntry.objects.about(participation).filter(action=AuditAction.EXTRACT_MADE)
    days = [extract.details["requested_on"] for extract in extracts]
    with translation.override(settings.LANGUAGE_CODE):
        # Purposes worded by the portal are translated by matching; purposes typed by users stay as written.
        stored = _purposes(accesses, days)
    return dict(zip(stored, _purposes(accesses, days), strict=True))


def _purposes(accesses, days):
    opened = [access.reason_in_words for access in accesses]
    # The audit entry lacks the way of identification, so every possible text is offered.
    return opened + [purpose(day, how) for day in days for how, _label in IDENTIFIED]
