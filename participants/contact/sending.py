"""Send messages to participants."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.database_access import system_scope, whole_project_access
from esfportal.security.encryption import Unreadable
from participants.contact.kinds import BEFORE_SENDING, KINDS, kind_of
from participants.contact.models import Message
from participants.register.actions import ActionRefused
from participants.register.models import Participation

logger = logging.getLogger(__name__)
BETWEEN_LANGUAGES = "\n\n* * *\n\n"


def send_waiting():
    for add_messages in BEFORE_SENDING:
        add_messages()
    with system_scope():
        keys = list(_waiting().order_by("asked_at", "pk").values_list("pk", flat=True))
    for key in keys:
        try:
            _send(key)
        except SMTPException:  # not logged: it may contain the address
            logger.error("An e-mail to a participant was refused.")
        except OSError:
            logger.error("The mail server does not answer: messages to participants wait.")
            return


def _waiting():
    return Message.objects.waiting().filter(kind__in=[kind.key for kind in KINDS])


@system_scope()
def _send(key):
    # Locked, so that two workers send one e-mail. When sending fails, all is rolled back.
    locked = _waiting().select_for_update(skip_locked=True, of=("self",))
    message = locked.select_related("project").filter(pk=key).first()
    if message is None:
        return
    with whole_project_access(message.project):
        letter = _compose(message)
    if letter:
        message.sent_at = timezone.now()
    else:
        message.dropped_at = timezone.now()
    message.save(update_fields=["sent_at", "dropped_at", "code_hash", "code_expires_at"])
    if letter:
        send(letter)


def _compose(message):
    people = Participation.objects.select_related("project", "person")
    participation = people.filter(pk=message.participation_id).first()
    if participation is None or participation.person.is_protected:
        return None
    try:
        return kind_of(message.kind).compose(message, participation)
    except (Unreadable, ActionRefused):
        return None


def send(letter):
    subjects, bodies = [], []
    for language in [letter.language] if letter.language else ["sv", "en"]:
        with translation.override(language):
            subject, _line, body = render_to_string(letter.template, letter.context).partition("\n")
        subjects.append(subject.strip())
        bodies.append(body.strip())
    subject, body = " / ".join(dict.fromkeys(subjects)), f"{BETWEEN_LANGUAGES.join(bodies)}\n"
    EmailMessage(f"esfportal: {subject}", body, to=[letter.to]).send()
