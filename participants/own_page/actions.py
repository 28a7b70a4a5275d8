"""Make, withdraw and open links to own pages."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit.actions import AuditAction
from accounts.database_access import system_scope, whole_project_access
from esfportal.security.secret_tokens import new_token
from participants.certificates.actions import take_step
from participants.certificates.states import Method, Step
from participants.consents.actions import record_entry
from participants.consents.models import PrivacyEntry
from participants.own_page.access import own_scope, participation_of
from participants.own_page.codes import code_hash, is_right, new_code
from participants.own_page.models import OwnPageLink
from participants.privacy.extract_requests.actions import ask_for_extract
from participants.register.actions.change_notes import record_change
from participants.register.actions.locking import lock_participation

CONFIRMED_BY = {
    OwnPageLink.Method.LINK: Method.OWN_PAGE,
    OwnPageLink.Method.MAIL: Method.MAIL,
    OwnPageLink.Method.E_ID: Method.E_ID,
}
USE_COUNTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_link(participation, *, by):
    """Return (link, token, code). A former link and its session end."""
    code = new_code()
    link, token = replace_link(participation, by=by, code=code)
    record_change(AuditAction.OWN_LINK_MADE, link.participation, by=by, link=link.pk)
    return link, token, code


@transaction.atomic
def replace_link(participation, *, by, code="", **values):
    """Return (link, token)."""
    participation = lock_participation(participation)
    now = timezone.now()
    _in_force(participation).update(withdrawn_at=now)
    token, token_hash = new_token()
    link = OwnPageLink.objects.create(
        participation=participation,
        token_hash=token_hash,
        code_hash=code_hash(token_hash, code) if code else "",
        expires_at=now + OwnPageLink.VALID_FOR,
        recorded_by=by,
        **values,
    )
    return link, token


@transaction.atomic
def withdraw_link(participation, *, by):
    participation = lock_participation(participation)
    withdrawn = _in_force(participation).update(withdrawn_at=timezone.now())
    if withdrawn:
        record_change(AuditAction.OWN_LINK_WITHDRAWN, participation, by=by)
    return bool(withdrawn)


def _in_force(participation):
    return OwnPageLink.objects.filter(participation=participation).links().in_force()


@contextmanager
def acting(participation):
    """Write without a user. The caller has checked the session or the code."""
    with own_scope(participation), whole_project_access(participation.project):
        yield


@transaction.atomic
def sign_in(link, *, code, stored=None):
    """Count a try of the code, whose hash is `stored` if not the link's. Return a session's key, or ""."""
    participation = participation_of(link)
    # Counted before it is compared: of requests at the same time each takes a try.
    with system_scope():
        may_try = OwnPageLink.objects.count_try(link.pk)
    if not may_try:
        return ""
    if not is_right(link.token_hash, code, link.code_hash if stored is None else stored):
        with acting(participation):
            record_change(AuditAction.OWN_PAGE_CODE_WRONG, participation, by=None, link=link.pk)
        return ""
    (key, session_hash), now = new_token(), timezone.now()
    with system_scope():
        unopened = OwnPageLink.objects.in_force().filter(pk=link.pk, opened_at__isnull=True)
        opened = unopened.update(session_hash=session_hash, opened_at=now, used_at=now)
    if not opened:
        return ""
    with acting(participation):
        record_change(AuditAction.OWN_PAGE_OPENED, participation, by=None, link=link.pk)
    return key


def keep_session(link):
    now = timezone.now()
    if link.used_at < now - USE_COUNTED_EVERY:
        with system_scope():
            OwnPageLink.objects.filter(pk=link.pk).update(used_at=now)


@transaction.atomic
def sign_out(link, participation):
    with system_scope():
        OwnPageLink.objects.filter(pk=link.pk).update(ended_at=timezone.now())
    with acting(participation):
        record_change(AuditAction.OWN_PAGE_CLOSED, participation, by=None, link=link.pk)


def confirm_month(certificate, participation, *, shown_digest):
    """Confirm what was shown. Raises ActionRefused."""
    link = participation.own_link
    how = {
        "method": CONFIRMED_BY[link.method],
        "link_made_at": link.recorded_at,
        "signed_in_at": link.opened_at,
        "codes_tried": link.tries,
        "sent_to": link.sent_to,
        "shown_digest": shown_digest,
    }
    with acting(participation):
        return take_step(Step.CONFIRM, certificate, participation=participation, by=None, own_page=how)


def refuse_month(certificate, participation, *, note):
    """Keep what the participant says is wrong; My day shows it to staff. Raises ActionRefused."""
    with acting(participation):
        return take_step(Step.REFUSE, certificate, participation=participation, by=None, note=note)


def ask_for_own_extract(participation):
    with acting(participation):
        return ask_for_extract(participation, by=None)


def withdraw_consent(participation, *, subject):
    """Raises ActionRefused."""
    values = {"answered_on": timezone.localdate(), "means": PrivacyEntry.Means.IN_WRITING, "by": None}
    with acting(participation):
        return record_entry(participation, subject=subject, answer=PrivacyEntry.Answer.WITHDRAWN, **values)
