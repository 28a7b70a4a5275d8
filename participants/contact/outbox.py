"""Outbox of messages to participants."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from participants.contact import tasks
from participants.contact.kinds import kind_of
from participants.contact.models import Message

logger = logging.getLogger(__name__)


def ask_for(kind, participation, *, origin, by, about=None, browser_hash="", address=""):
    message = new_message(kind, participation, origin=origin, by=by, about=about)
    message.browser_hash = browser_hash
    if address:
        message.write_address(address)
    message.save(force_insert=True)
    wake_worker()
    return message


def new_message(kind, participation, *, origin, by, about=None):
    until = timezone.now() + kind_of(kind).waits
    given = {"kind": kind, "about": about, "origin": origin, "asked_by": by, "waits_until": until}
    return Message(participation=participation, **given)


def wake_worker():
    transaction.on_commit(_wake, robust=True)


def _wake():
    try:
        tasks.send_messages.delay()
    except OperationalError:
        logger.warning("The broker is away: messages to participants wait for the next round.")
