"""The weekly e-mail: once a week, without personal data, and off when it is turned off."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from participants.casework.weekly_mail import send_weekly

pytestmark = pytest.mark.django_db(transaction=False)


def choose(client, channel):
    page = "/account/notifications/choices/"
    chosen = {name: field.initial for name, field in client.get(page).context["form"].fields.items()}
    assert client.post(page, chosen | {"casework_weekly": channel}).status_code == 302


def test_it_is_sent_once_a_week_and_names_no_person(cast, people, sign_in):
    today = timezone.localdate()
    send_weekly(today)
    send_weekly(today)
    (sent,) = mail.outbox
    assert sent.to == [cast.case_worker.email]
    assert sent.body.startswith("Hej!")
    assert "Svar som saknas i uppgifterna: 1" in sent.body
    assert "Resultat vid avslut" not in sent.body  # another's
    for person in people.values():
        for mark in (person.family_name, str(person.public_id), str(person.person.birth_date)):
            assert mark not in sent.body
    choose(sign_in(cast.case_worker), "nothing")
    send_weekly(today + timedelta(days=7))
    assert len(mail.outbox) == 1
    choose(sign_in(cast.case_worker), "weekly")
    send_weekly(today + timedelta(days=7))
    assert len(mail.outbox) == 2


def test_a_mail_that_could_not_be_sent_is_sent_later(cast, people, monkeypatch):
    def fails(*_arguments, **_options):
        raise OSError

    monkeypatch.setattr("accounts.notifications.emails.EmailMessage.send", fails)
    send_weekly()
    monkeypatch.undo()
    send_weekly()
    assert len(mail.outbox) == 1
