"""Take the steps of a certificate: each is looked up in the table, saved, audited, and kept as an event."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit.actions import AuditAction
from esfportal.database.bulk_copy import reserve_ids
from participants.certificates.models import Certificate, CertificateEvent
from participants.certificates.scans.actions import attach
from participants.certificates.states import Method, Step, get_transition
from participants.evidence.actions import store_file
from participants.register.actions.change_notes import record_change
from participants.register.actions.errors import raise_if_problems
from participants.register.actions.locking import lock_participation
from participants.register.rules.entry_rules import Problem

NEED_TEXT = {
    Step.CONFIRM: gettext_lazy("Say where the original is kept."),
    Step.REFUSE: gettext_lazy("Write what the participant says is wrong."),
    Step.TAKE_BACK: gettext_lazy("Say why."),
    Step.SUPERSEDE: gettext_lazy("Say why."),
}
AUDITED_AS = {
    Step.CLOSE: AuditAction.CERTIFICATE_CLOSED,
    Step.SEND: AuditAction.CERTIFICATE_SENT,
    Step.CONFIRM: AuditAction.CERTIFICATE_CONFIRMED,
    Step.REFUSE: AuditAction.CERTIFICATE_REFUSED,
    Step.COUNTERSIGN: AuditAction.CERTIFICATE_COUNTERSIGNED,
    Step.LOCK: AuditAction.CERTIFICATE_LOCKED,
    Step.TAKE_BACK: AuditAction.CERTIFICATE_TAKEN_BACK,
    Step.SUPERSEDE: AuditAction.CERTIFICATE_SUPERSEDED,
}


@transaction.atomic
def take_step(step, certificate, *, participation, by, note="", signed_on=None, file=None, own_page=None):
    """Take a step of a certificate of the participation, or of a record merged into it. Raises ActionRefused.

    A confirmation has `signed_on`, of paper, with a scan as `file` if there is one, or `own_page`, the event's columns
    of what was shown there.
    """
    stored = store_file(file) if file else None
    participation = lock_participation(participation)
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    transition = get_transition(step, certificate.state, is_countersigned=certificate.is_countersigned)
    if own_page:
        raise_if_problems(_changed(certificate, own_page))
    else:
        raise_if_problems(_problems(step, certificate, by, note.strip(), signed_on))
    certificate.state = transition.end
    certificate.save(update_fields=["state"])
    confirmed = {"method": Method.PAPER, "signed_on": signed_on} if step == Step.CONFIRM else {}
    if own_page:
        confirmed = {"signed_on": timezone.localdate(), **own_page}
    write_event(step, certificate, participation, by=by, note=note.strip(), **confirmed)
    if stored:
        attach(certificate, stored, file.kind, by=by)
    return certificate


def write_event(step, certificate, participation, *, by, note="", **confirmed):
    (key,) = reserve_ids(CertificateEvent, 1)
    event = CertificateEvent(
        pk=key, certificate=certificate, step=step, to_state=certificate.state, by=by, **confirmed
    )
    event.write_note(note)
    event.save(force_insert=True)
    record_change(AUDITED_AS[step], participation, by=by, certificate=certificate.pk)
    return event


def is_signatory(certificate, user):
    """Return whether the user has closed the month or recorded its confirmation: another user countersigns."""
    return certificate.events.filter(step__in=[Step.CLOSE, Step.CONFIRM], by=user).exists()


def _changed(certificate, own_page):
    if own_page["shown_digest"] != certificate.digest:
        yield Problem("", _("The month has changed since it was shown. Look at it again."))


def _problems(step, certificate, by, note, signed_on):
    if step in NEED_TEXT and not note:
        yield Problem("note", NEED_TEXT[step])
    if step == Step.CONFIRM:
        if signed_on is None:
            yield Problem("signed_on", _("State the day."))
        elif signed_on > timezone.localdate():
            yield Problem("signed_on", _("The date is in the future."))
        elif signed_on < timezone.localtime(certificate.recorded_at).date():
            yield Problem("signed_on", _("The month was closed later than that day."))
    # A trigger refuses this, too (sql/closed_months.sql).
    if step == Step.COUNTERSIGN and is_signatory(certificate, by):
        text = _("You have closed the month or recorded the confirmation: let a colleague countersign.")
        yield Problem("", text)
