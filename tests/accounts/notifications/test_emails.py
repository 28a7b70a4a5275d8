"""E-mails of notifications: once, later when the mail server refuses, and never without the role."""

import re
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.notifications import emails
from accounts.notifications.kinds import Channel
from accounts.notifications.models import Notification
from accounts.notifications.querysets import NotificationQuerySet
from tests.sample_objects import notification_for

FRIDAY, SATURDAY = date(2027, 1, 8), date(2027, 1, 9)


def waiting_for(user, project, channel=Channel.AT_ONCE):
    notification = notification_for(user, project)
    Notification.objects.filter(pk=notification.pk).update(channel=channel)
    return notification


def receivers():
    return [message.to[0] for message in mail.outbox]


@pytest.mark.django_db
def test_an_email_at_once_is_sent_once_in_the_language_of_its_reader(cast):
    cast.leader.language = "en"
    cast.leader.save()
    waiting_for(cast.leader, cast.project)
    waiting_for(cast.case_worker, cast.project)
    waiting_for(cast.former, cast.project)  # has no role any more
    waiting_for(cast.funder, cast.project)
    cast.funder.is_active = False
    cast.funder.save()
    old = waiting_for(cast.colleague, cast.project)
    Notification.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    waiting_for(cast.colleague, cast.project, Channel.BELL)
    emails.send_at_once()
    emails.send_at_once()
    assert receivers() == [cast.leader.email, cast.case_worker.email]
    english, swedish = mail.outbox
    assert english.body.startswith("Hello,\n\nYou have become case worker of participants in The cooperation")
    assert swedish.body.startswith("Hej!\n\nDu har blivit handläggare för deltagare i Samverkansprojektet.")
    assert "/account/notifications/choices/" in swedish.body
    assert re.fullmatch(r"<notification-\d+-\d{14}@localhost>", swedish.message()["Message-ID"])


@pytest.mark.django_db
def test_a_digest_has_the_unread_of_working_days(cast):
    for _number in range(2):
        waiting_for(cast.leader, cast.project, Channel.DIGEST)
    read = waiting_for(cast.case_worker, cast.project, Channel.DIGEST)
    Notification.objects.filter(pk=read.pk).update(read_at=timezone.now())
    emails.send_digests(SATURDAY)
    assert mail.outbox == []
    for _time in range(2):
        emails.send_digests(FRIDAY)
    assert receivers() == [cast.leader.email]
    assert mail.outbox[0].subject == "esfportal: 2 notiser"
    assert mail.outbox[0].body.count("- Du har blivit handläggare") == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "sent"), [(smtplib.SMTPRecipientsRefused({}), 1), (ConnectionRefusedError(), 0)]
)
def test_what_could_not_be_sent_waits(cast, monkeypatch, error, sent):
    waiting_for(cast.leader, cast.project)
    waiting_for(cast.case_worker, cast.project)
    send = emails.EmailMessage.send

    def fail_for_the_leader(message, *arguments, **options):
        if message.to == [cast.leader.email]:
            raise error
        return send(message, *arguments, **options)

    monkeypatch.setattr(emails.EmailMessage, "send", fail_for_the_leader)
    emails.send_at_once()
    assert len(mail.outbox) == sent  # a server that refuses one address takes the others
    monkeypatch.undo()
    emails.send_at_once()
    assert sorted(receivers()) == sorted([cast.leader.email, cast.case_worker.email])


@pytest.fixture
def run_both(cast, monkeypatch):
    waiting_for(cast.leader, cast.project)
    both_have_listed, send = Barrier(2), emails._send

    def send_together(pk):
        both_have_listed.wait(timeout=60)
        send(pk)

    def run(_number):
        try:
            emails.send_at_once()
        finally:
            connection.close()  # each thread has its own

    def in_parallel():
        monkeypatch.setattr(emails, "_send", send_together)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(run, range(2)))

    return in_parallel


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_email(cast, run_both):
    run_both()
    assert receivers() == [cast.leader.email]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_send(cast, run_both, monkeypatch):
    both_have_read, compose = Barrier(2), emails._own_words

    def compose_together(notification):
        both_have_read.wait(timeout=60)
        return compose(notification)

    monkeypatch.setattr(NotificationQuerySet, "select_for_update", lambda rows, **_options: rows)
    monkeypatch.setattr(Notification, "save", lambda *_arguments, **_options: None)
    monkeypatch.setattr(emails, "_own_words", compose_together)
    run_both()
    assert receivers() == [cast.leader.email] * 2
