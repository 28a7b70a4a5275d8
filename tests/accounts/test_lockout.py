"""Lockout after wrong passwords and codes, for known and unknown accounts."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import hashers
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import tasks
from accounts.audit.models import AuditEntry
from accounts.models import FailedSignIns
from accounts.signing_in import actions, devices, lockout
from accounts.signing_in.devices import Origin
from tests.accounts.test_second_factor import PASSWORD, SECRET, code
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]
HERE, THERE = "192.0.2.1", "192.0.2.2"
KNOWN, UNKNOWN = "anna@example.org", "nobody.at.all@example.org"


@pytest.fixture
def user():
    user = UserFactory(email=KNOWN)
    user.set_password(PASSWORD)
    user.save()
    return user


def guess(email=KNOWN, password="wrong", address=HERE, browser=None):  # noqa: S107
    client = browser or Client(headers={"accept-language": "sv"}, REMOTE_ADDR=address)
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def known_browser(email=KNOWN, address=HERE):
    """Return a browser in which the account has signed in and out."""
    browser = Client(headers={"accept-language": "sv"})
    assert guess(email, PASSWORD, address, browser).status_code == 302
    browser.post("/accounts/logout/")
    return browser


def form_errors(answer):
    return answer.context["form"].non_field_errors()


def later(monkeypatch, **time):
    moment = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_the_sixth_attempt_is_refused(user, email):
    answers = [form_errors(guess(email)) for _time in range(7)]
    assert len({tuple(errors) for errors in answers[:5]}) == 1
    assert "hör inte ihop" in answers[0][0]
    assert "Vänta en kvart" in answers[5][0]
    assert answers[5] == answers[6]


def test_a_paused_address_refuses_the_right_password_and_others_accept_it(user):
    for _time in range(5):
        guess()
    assert guess(password=PASSWORD).status_code == 200
    assert guess(password=PASSWORD, address=THERE).status_code == 302


def test_spellings_of_the_address_share_a_counter(user):
    for email in (KNOWN, KNOWN.upper(), f" {KNOWN}", "Anna@example.org", KNOWN):
        guess(email)
    assert guess(password=PASSWORD).status_code == 200


def test_the_pause_ends_after_a_quarter_of_an_hour(user, monkeypatch):
    for _time in range(5):
        guess()
    later(monkeypatch, minutes=14)
    assert guess(password=PASSWORD).status_code == 200
    later(monkeypatch, minutes=2)
    assert guess(password=PASSWORD).status_code == 302


def test_a_right_password_resets_the_counter(user):
    for _round in range(3):
        for _time in range(4):
            guess()
        assert guess(password=PASSWORD).status_code == 302


def test_attempts_from_many_addresses_are_limited(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES):
        assert lockout.allow_attempt(lockout.PASSWORD, KNOWN, Origin(f"198.51.100.{number}"))
    assert guess(password=PASSWORD, address=THERE).status_code == 200


def test_a_right_password_does_not_reset_the_counter_of_all_addresses(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES - 2):
        lockout.allow_attempt(lockout.PASSWORD, KNOWN, Origin(f"198.51.100.{number}"))
    assert guess(password=PASSWORD).status_code == 302
    for number in range(2):
        guess(address=f"203.0.113.{number}")
    assert guess(password=PASSWORD, address=THERE).status_code == 200


def test_successful_sign_ins_are_not_counted_as_attempts(user):
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES + 2):
        assert guess(password=PASSWORD, address=f"198.51.100.{number}").status_code == 302


def test_a_forwarded_for_header_does_not_change_the_address(user):
    # No trusted proxy is configured, so the header is ignored.
    for number in range(6):
        client = Client(
            headers={"x-forwarded-for": f"198.51.100.{number}", "accept-language": "sv"}, REMOTE_ADDR=HERE
        )
        answer = client.post("/accounts/login/", {"login": KNOWN, "password": "wrong"})
    assert "Vänta en kvart" in form_errors(answer)[0]


def test_a_known_device_is_not_paused_by_attempts_elsewhere(user):
    browser = known_browser()
    for _time in range(6):  # at the same address
        guess()
    for number in range(lockout.LIMIT_FOR_ALL_ADDRESSES):  # and at any
        lockout.allow_attempt(lockout.PASSWORD, KNOWN, Origin(f"198.51.100.{number}"))
    assert guess(password=PASSWORD).status_code == 200
    assert guess(password=PASSWORD, browser=browser).status_code == 302
    assert guess(password=PASSWORD, address=THERE, browser=browser).status_code == 302


def test_guessing_at_one_address_does_not_keep_colleagues_out(user):
    browser = known_browser()
    statuses = [guess(f"person{n}@example.org") for n in range(lockout.LIMIT_FOR_ALL_ACCOUNTS + 1)]
    assert "hör inte ihop" in form_errors(statuses[-2])[0]
    assert "Vänta en kvart" in form_errors(statuses[-1])[0]
    assert "Vänta en kvart" in form_errors(guess(password=PASSWORD))[0]  # an unknown device
    assert guess(password=PASSWORD, address=THERE).status_code == 302
    assert guess(password=PASSWORD, browser=browser).status_code == 302


def test_pauses_count_towards_the_limit_of_an_address(user):
    for number in range(lockout.LIMIT_FOR_ALL_ACCOUNTS // lockout.LIMIT):
        for _time in range(lockout.LIMIT):
            guess(f"person{number}@example.org")
    assert "Vänta en kvart" in form_errors(guess(password=PASSWORD))[0]


def test_the_pause_of_an_address_ends(user, monkeypatch):
    for number in range(lockout.LIMIT_FOR_ALL_ACCOUNTS):
        guess(f"person{number}@example.org")
    assert guess(password=PASSWORD).status_code == 200
    later(monkeypatch, minutes=16)
    assert guess(password=PASSWORD).status_code == 302


def test_a_known_device_has_five_attempts_too(user):
    browser = known_browser()
    for _time in range(5):
        guess(browser=browser)
    assert "Vänta en kvart" in form_errors(guess(password=PASSWORD, browser=browser))[0]
    assert guess(password=PASSWORD, address=THERE).status_code == 302  # another browser


def test_a_device_is_known_for_its_own_accounts_only(user):
    other = UserFactory(email="bo@example.org")
    other.set_password(PASSWORD)
    other.save()
    browser = known_browser("bo@example.org")
    for _time in range(5):
        guess()
    assert guess(password=PASSWORD, browser=browser).status_code == 200
    browser = known_browser("bo@example.org")
    known_browser_of_both = browser
    assert guess(password=PASSWORD, address=THERE, browser=browser).status_code == 302
    for _time in range(5):
        guess()
    for email in (KNOWN, "bo@example.org"):
        assert guess(email, PASSWORD, browser=known_browser_of_both).status_code == 302


def test_a_device_with_the_password_alone_is_not_known(user):
    actions.add_app(user, SECRET, by=user)
    browser = second_step(HERE)
    assert settings.DEVICE_COOKIE_NAME not in browser.cookies
    assert browser.post("/accounts/login/code/", {"code": code()}).status_code == 302
    assert settings.DEVICE_COOKIE_NAME in browser.cookies


def test_guessed_codes_do_not_keep_a_known_device_out(user, monkeypatch):
    actions.add_app(user, SECRET, by=user)
    browser = second_step(HERE)
    browser.post("/accounts/login/code/", {"code": code()})
    browser.post("/accounts/logout/")
    for _time in range(6):
        second_step(THERE).post("/accounts/login/code/", {"code": "000000"})
    later(monkeypatch, seconds=90)
    assert guess(password=PASSWORD, browser=browser).url == "/accounts/login/code/"
    with time_machine.travel(timezone.now()):
        assert browser.post("/accounts/login/code/", {"code": code()}).status_code == 302


@pytest.mark.parametrize("change", [lambda value: value[:-1] + "x", lambda value: "x", lambda value: ""])
def test_a_changed_cookie_makes_no_device_known(user, change):
    browser = known_browser()
    browser.cookies[settings.DEVICE_COOKIE_NAME] = change(browser.cookies[settings.DEVICE_COOKIE_NAME].value)
    for _time in range(5):
        guess()
    assert guess(password=PASSWORD, browser=browser).status_code == 200


def test_a_device_is_forgotten_after_half_a_year(user):
    browser = known_browser()
    with time_machine.travel(timezone.now() + timedelta(seconds=devices.MAX_AGE + 60)):
        for _time in range(5):
            guess()
        assert guess(password=PASSWORD, browser=browser).status_code == 200


def test_the_cookie_of_a_device_names_nobody(user):
    value = known_browser().cookies[settings.DEVICE_COOKIE_NAME].value
    kept = signing.loads(value, salt=devices.SALT)
    assert set(kept) == {"device", "accounts"}
    assert "anna" not in str(kept)


def test_code_attempts_are_counted_for_all_addresses_together(user):
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


def test_known_and_unknown_accounts_hash_the_password_once(user, monkeypatch):
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


def test_known_and_unknown_accounts_need_as_many_queries(user):
    counts = []
    for email in (KNOWN, UNKNOWN):
        guess(email)
        with CaptureQueriesContext(connection) as queries:
            guess(email)
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 1


def test_the_user_is_notified_of_a_pause_once_an_hour(user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for email in (KNOWN, UNKNOWN):
            for address in (HERE, THERE):
                for _time in range(6):
                    guess(email, address=address)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([KNOWN], "esfportal: Inloggningen är pausad")
    ]


def test_an_administrator_ends_a_pause(user, cast, sign_in):
    for _time in range(5):
        guess()
    sign_in(cast.administrator).post(
        "/admin/accounts/user/", {"action": "unlock", "_selected_action": [user.pk]}
    )
    assert guess(password=PASSWORD).status_code == 302
    assert AuditEntry.objects.about(user).get(action="sign_in_unlocked").actor == cast.administrator


def test_counters_and_audit_entries_contain_no_addresses(user):
    guess(UNKNOWN)
    guess()
    kept = str(list(FailedSignIns.objects.values())) + str(list(AuditEntry.objects.values()))
    assert UNKNOWN not in kept
    assert HERE not in kept
    assert {entry.object_type for entry in AuditEntry.objects.filter(action="sign_in_failed")} == {
        "accounts.user",
        "accounts.failedsignins",
    }


def test_a_failing_email_does_not_undo_the_counter(user, django_capture_on_commit_callbacks, monkeypatch):
    def broken(*arguments):
        raise OSError("no mail server")

    monkeypatch.setattr(tasks.send_notice, "delay", broken)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        for _time in range(5):
            guess()
    assert len(callbacks) == 1
    assert guess(password=PASSWORD).status_code == 200


def test_old_counters_are_deleted(user, monkeypatch):
    guess()
    later(monkeypatch, hours=1)
    tasks.delete_old_sign_ins()
    assert not FailedSignIns.objects.exists()


def test_administrators_reset_factors_of_others_but_not_their_own(
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
    assert [message.to for message in mail.outbox] == [[KNOWN]]


def test_a_changed_address_notifies_and_disables_the_old_one(
    user, cast, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        user.emailaddress_set.create(email=KNOWN, primary=True, verified=True)
        user.email = "new@example.org"
        user.save()
        actions.record_address_change(user, KNOWN, by=cast.administrator)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([KNOWN], "esfportal: Din e-postadress är ändrad")
    ]
    assert guess(password=PASSWORD).status_code == 200
    assert guess("new@example.org", password=PASSWORD).status_code == 302
