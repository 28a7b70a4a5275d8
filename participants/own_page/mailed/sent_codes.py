"""Codes by e-mail, each for one browser."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from esfportal.security.secret_tokens import new_token, token_hash
from participants.contact.access import mailed_details
from participants.contact.kinds import Letter, MessageKind
from participants.contact.models import Message
from participants.contact.outbox import ask_for
from participants.own_page.access import participation_of
from participants.own_page.actions import acting, sign_in
from participants.own_page.codes import code_hash, grouped, new_code
from participants.own_page.models import OwnPageLink
from participants.register.actions.change_notes import record_change

KIND = "own_code"
VALID_FOR = timedelta(minutes=10)
MOST = 5  # codes for one link
TEMPLATE = "participants/own_page/emails/code.txt"


def ask_for_code(link, *, origin):
    """Return the key of the browser, or "" after too many codes."""
    participation = participation_of(link)
    key, browser_hash = new_token()
    with acting(participation):
        if codes_of(link).count() >= MOST:
            return ""
        ask_for(KIND, participation, origin=origin, by=None, about=link.pk, browser_hash=browser_hash)
    return key


def codes_of(link):
    return Message.objects.filter(participation=link.participation_id, kind=KIND, about=link.pk)


def is_asked(link, key):
    if not key:
        return False
    with acting(participation_of(link)):
        return any(each.may_have_code for each in codes_of(link).filter(browser_hash=token_hash(key)))


def sign_in_by_mail(link, *, code, key):
    with acting(participation_of(link)):
        sent = Message.objects.with_code(KIND, token_hash(key)).filter(about=link.pk).first()
    return sign_in(link, code=code, stored=sent.code_hash if sent else "")


def compose_code(message, participation):
    link = OwnPageLink.objects.to_open().filter(pk=message.about, participation=participation).first()
    details = mailed_details(participation)
    if link is None or details is None:
        return None
    return code_letter(message, participation, details.email, details.language, salt=link.token_hash)


def code_letter(message, participation, email, language, *, salt):
    code = new_code()
    message.code_hash, message.code_expires_at = code_hash(salt, code), timezone.now() + VALID_FOR
    record_change(AuditAction.OWN_PAGE_CODE_MAILED, participation, by=None, message=message.pk)
    minutes = int(VALID_FOR.total_seconds() // 60)
    context = {"project": participation.project, "code": grouped(code), "minutes": minutes}
    return Letter(email, language, TEMPLATE, context)


CODE = MessageKind(KIND, _("a code for an own page"), compose_code, waits=VALID_FOR)
