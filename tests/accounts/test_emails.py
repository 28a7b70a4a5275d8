"""E-mails and audit entries about changes of how a user signs in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from accounts.audit.models import AuditEntry
from accounts.signing_in import actions, emails, factors
from tests.accounts.test_admin import fields_of, memberships, user_page
from tests.accounts.test_second_factor import SECRET, code, key_of, recovery_codes_as_shown
from tests.passkeys import Device
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]
PASSWORD, NEW_PASSWORD = "tre ord och en fyra", "fem helt andra ord"
NEW = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
SECURITY = "/accounts/security/"
TESTED_ELSEWHERE = {"locked", "provider_linked"}  # test_lockout.py, test_single_sign_on.py


@pytest.fixture
def holder(cast):
    """Return a user who needs no second factor and gets English e-mails."""
    cast.funder.language = "en"
    cast.funder.set_password(PASSWORD)
    cast.funder.save()
    return cast.funder


def change_the_password(holder, office):
    signed_in(holder).post("/accounts/password/change/", NEW | {"oldpassword": PASSWORD})


def choose_a_password_by_email(holder, office):
    client = Client(headers={"accept-language": "sv"})
    client.post("/accounts/password/reset/", {"email": holder.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox.pop().body)[1]
    client.post(client.get(link).url, NEW)


def set_a_first_password(holder, office):
    holder.set_unusable_password()
    holder.save()
    signed_in(holder).post("/accounts/password/set/", NEW)


def change_the_address(holder, office):
    sent = fields_of(holder) | {"email": "another@example.org"} | memberships()
    office.post(user_page(holder), sent)


def set_up_an_app(holder, office):
    client = signed_in(holder)
    key = key_of(client.get(f"{SECURITY}app/"))
    client.post(f"{SECURITY}app/", {"code": code(key)})


def remove_the_app(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    signed_in(holder).post(f"{SECURITY}app/remove/")


def add_a_passkey(holder, office):
    client = signed_in(holder)
    options = client.get(f"{SECURITY}passkeys/add/").context["options"]
    client.post(f"{SECURITY}passkeys/add/", {"name": "dator", "credential": Device().made(options)})


def remove_the_passkey(holder, office):
    add_a_passkey(holder, office)
    signed_in(holder).post(f"{SECURITY}passkeys/{factors.get_passkeys(holder).get().pk}/remove/")


def make_recovery_codes(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    signed_in(holder).post(f"{SECURITY}codes/new/")


def confirm_by_a_recovery_code(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    actions.make_recovery_codes(holder, by=holder)
    signed_in(holder).post("/accounts/confirm/code/", {"code": recovery_codes_as_shown(holder)[0]})


def reset_the_factors(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    office.post("/admin/accounts/user/", {"action": "reset_second_factors", "_selected_action": [holder.pk]})


CHANGES = [
    ("password_changed", change_the_password),
    ("password_changed", choose_a_password_by_email),
    ("password_changed", set_a_first_password),
    ("email_changed", change_the_address),
    ("app_added", set_up_an_app),
    ("app_removed", remove_the_app),
    ("passkey_added", add_a_passkey),
    ("passkey_removed", remove_the_passkey),
    ("recovery_codes_made", make_recovery_codes),
    ("recovery_code_used", confirm_by_a_recovery_code),
    ("factors_reset", reset_the_factors),
]


@pytest.mark.parametrize(("kind", "change"), CHANGES, ids=[change.__name__ for _kind, change in CHANGES])
def test_changes_notify_the_user_and_are_audited(
    cast, holder, sign_in, django_capture_on_commit_callbacks, kind, change
):
    address = holder.email  # before it is changed
    with django_capture_on_commit_callbacks(execute=True):
        change(holder, sign_in(cast.administrator))
    with translation.override(holder.language):
        subject = f"esfportal: {emails.NOTICES[kind].subject}"
    assert [message.to for message in mail.outbox if message.subject == subject] == [[address]]
    assert {to for message in mail.outbox for to in message.to} == {address}
    assert AuditEntry.objects.about(holder).filter(action=kind).count() == 1


def rename_the_passkey(client, holder):
    client.post(f"{SECURITY}passkeys/{factors.get_passkeys(holder).get().pk}/", {"name": "hemma"})


def save_the_codes(client, holder):
    client.post(f"{SECURITY}codes/saved/")


@pytest.mark.parametrize(
    ("action", "change"), [("passkey_renamed", rename_the_passkey), ("recovery_codes_saved", save_the_codes)]
)
def test_changes_without_notice_are_audited(holder, action, change):
    add_a_passkey(holder, None)
    change(signed_in(holder), holder)
    assert AuditEntry.objects.about(holder).get(action=action).actor == holder


def test_every_notice_is_tested():
    assert {kind for kind, _change in CHANGES} | TESTED_ELSEWHERE == set(emails.NOTICES)
