"""Guessing: five times, then a pause; the same for accounts that do not exist."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import tasks
from accounts.audit.models import AuditEntry
from accounts.models import SignInGuesses
from accounts.signing_in import actions, lockout
from tests.accounts.test_second_factor import PASSWORD, SECRET, code
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
HERE, THERE = "192.0.2.1", "192.0.2.2"
KNOWN, UNKNOWN = "anna@example.org", "nobody.at.all@example.org"


@pytest.fixture
def user():
    user = UserFactory(email=KNOWN)
    user.set_password(PASSWORD)
    user.save()
    return user


def guess(email=KNOWN, password="wrong", address=HERE):  # noqa: S107
    client = Client(headers={"accept-language": "sv"}, REMOTE_ADDR=address)
    return client.post("/accounts/login/", {"login": email, "password": password})


def said(answer):
    return answer.context["form"].non_field_errors()


def later(monkeypatch, **time):
    moment = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_the_sixth_guess_is_not_looked_at(user, email):
    answers = [said(guess(email)) for _time in range(7)]
    assert len({tuple(errors) for errors in answers[:5]}) == 1
    assert "hör inte ihop" in answers[0][0]
    assert "Vänta en kvart" in answers[5][0]
    assert answers[5] == answers[6]


def test_not_even_the_right_password_helps_then_but_elsewhere_it_does(user):
    for _time in range(5):
        guess()
    assert guess(password=PASSWORD).status_code == 200
    assert guess(password=PASSWORD, address=THERE).status_code == 302


def test_capitals_and_spaces_are_no_way_round(user):
    for email in (KNOWN, KNOWN.upper(), f" {KNOWN}", "Anna@example.org", KNOWN):
        guess(email)
    assert guess(password=PASSWORD).status_code == 200


def test_a_quarter_of_an_hour_later_it_is_open_again(user, monkeypatch):
    for _time in range(5):
        guess()
    later(monkeypatch, minutes=14)
    assert guess(password=PASSWORD).status_code == 200
    later(monkeypatch, minutes=2)
    assert guess(password=PASSWORD).status_code == 302


def test_a_right_password_begins_a_new_count(user):
    for _round in range(3):
        for _time in range(4):
            guess()
        assert guess(password=PASSWORD).status_code == 302


def test_many_addresses_together_are_stopped_too(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES):
        assert lockout.allow_attempt(lockout.PASSWORD, KNOWN, f"198.51.100.{number}")
    assert guess(password=PASSWORD, address=THERE).status_code == 200


def test_who_signs_in_meanwhile_gives_those_who_guess_no_more(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES - 2):
        lockout.allow_attempt(lockout.PASSWORD, KNOWN, f"198.51.100.{number}")
    assert guess(password=PASSWORD).status_code == 302
    for number in range(2):
        guess(address=f"203.0.113.{number}")
    assert guess(password=PASSWORD, address=THERE).status_code == 200


def test_who_signs_in_often_guesses_nothing(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES + 2):
        assert guess(password=PASSWORD, address=f"198.51.100.{number}").status_code == 302


def test_another_address_in_a_header_is_no_way_round(user):
    """Nobody stands between, so whatever a browser says of that is its own word."""
    for number in range(6):
        client = Client(
            headers={"x-forwarded-for": f"198.51.100.{number}", "accept-language": "sv"}, REMOTE_ADDR=HERE
        )
        answer = client.post("/accounts/login/", {"login": KNOWN, "password": "wrong"})
    assert "Vänta en kvart" in said(answer)[0]


def test_codes_are_counted_for_the_account_wherever_they_come_from(user):
    actions.add_app(user, SECRET, by=user)
    for number in range(5):
        client = second_step(f"192.0.2.{number}")
        assert "stämmer inte" in str(
            client.post("/accounts/login/code/", {"code": "000000"}).context["form"].errors
        )
    refused = second_step("192.0.2.9").post("/accounts/login/code/", {"code": code()})
    assert "Vänta en kvart" in str(refused.context["form"].errors)


def second_step(address):
    client = Client(headers={"accept-language": "sv"}, REMOTE_ADDR=address)
    assert (
        client.post("/accounts/login/", {"login": KNOWN, "password": PASSWORD}).url == "/accounts/login/code/"
    )
    return client


def test_the_password_is_hashed_once_whoever_is_asked_for(user, monkeypatch):
    """What takes the time is done alike for accounts that exist and for those that do not."""
    hasher = type(hashers.get_hasher())
    hashed, encode = [], hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs)
    )
    counts = {}
    for email in (KNOWN, UNKNOWN):
        hashed.clear()
        guess(email)
        counts[email] = len(hashed)
    assert counts == {KNOWN: 1, UNKNOWN: 1}


def test_as_many_queries_for_either(user):
    counts = []
    for email in (KNOWN, UNKNOWN):
        guess(email)
        with CaptureQueriesContext(connection) as queries:
            guess(email)
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 1


def test_the_owner_is_told_once_an_hour_and_nobody_else(user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for email in (KNOWN, UNKNOWN):
            for address in (HERE, THERE):
                for _time in range(6):
                    guess(email, address=address)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([KNOWN], "esfportal: Inloggningen är pausad")
    ]


def test_an_administrator_lets_somebody_in_again(user, cast, sign_in):
    for _time in range(5):
        guess()
    sign_in(cast.administrator).post(
        "/admin/accounts/user/", {"action": "unlock", "_selected_action": [user.pk]}
    )
    assert guess(password=PASSWORD).status_code == 302
    assert AuditEntry.objects.about(user).get(action="sign_in_unlocked").actor == cast.administrator


def test_what_is_kept_names_nobody(user):
    guess(UNKNOWN)
    guess()
    kept = str(list(SignInGuesses.objects.values())) + str(list(AuditEntry.objects.values()))
    assert UNKNOWN not in kept
    assert HERE not in kept
    assert {entry.object_type for entry in AuditEntry.objects.filter(action="sign_in_failed")} == {
        "accounts.user",
        "accounts.signinguesses",
    }


def test_a_letter_that_cannot_be_sent_undoes_no_count(user, django_capture_on_commit_callbacks, monkeypatch):
    def broken(*arguments):
        raise OSError("no mail server")

    monkeypatch.setattr(tasks.send_notice, "delay", broken)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        for _time in range(5):
            guess()
    assert len(callbacks) == 1
    assert guess(password=PASSWORD).status_code == 200


def test_guesses_that_are_over_are_forgotten(user, monkeypatch):
    guess()
    later(monkeypatch, hours=1)
    tasks.delete_old_sign_ins()
    assert not SignInGuesses.objects.exists()


def test_a_lost_telephone_is_helped_by_an_administrator_but_not_by_oneself(
    user, cast, sign_in, django_capture_on_commit_callbacks
):
    for each in (user, cast.administrator):
        actions.add_app(each, SECRET, by=each)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(cast.administrator).post(
            "/admin/accounts/user/",
            {"action": "reset_second_factors", "_selected_action": [user.pk, cast.administrator.pk]},
        )
    assert guess(password=PASSWORD).url == "/"
    assert cast.administrator.authenticator_set.exists()
    assert [letter.to for letter in mail.outbox] == [[KNOWN]]


def test_a_new_address_is_told_to_the_old_one_and_ends_its_use(
    user, cast, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        user.emailaddress_set.create(email=KNOWN, primary=True, verified=True)
        user.email = "new@example.org"
        user.save()
        actions.record_address_change(user, KNOWN, by=cast.administrator)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([KNOWN], "esfportal: Din e-postadress är ändrad")
    ]
    assert guess(password=PASSWORD).status_code == 200
    assert guess("new@example.org", password=PASSWORD).status_code == 302
