"""Letters about signing in: whatever changes how somebody signs in is noted, and told to whose account it is."""

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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
PASSWORD, NEW_PASSWORD = "tre ord och en fyra", "fem helt andra ord"
NEW = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
SECURITY = "/accounts/security/"
ELSEWHERE = {"locked", "provider_linked"}  # test_lockout.py, test_single_sign_on.py


@pytest.fixture
def holder(cast):
    """Somebody who need not have a second factor, and so may take the last one away; whose letters are in
    English, whatever language the page is in that brings them."""
    cast.funder.language = "en"
    cast.funder.set_password(PASSWORD)
    cast.funder.save()
    return cast.funder


def change_the_password(holder, office):
    signed_in(holder).post("/accounts/password/change/", NEW | {"oldpassword": PASSWORD})


def choose_one_by_letter(holder, office):
    client = Client(headers={"accept-language": "sv"})
    client.post("/accounts/password/reset/", {"email": holder.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox.pop().body)[1]
    client.post(client.get(link).url, NEW)


def choose_the_first_one(holder, office):
    holder.set_unusable_password()
    holder.save()
    signed_in(holder).post("/accounts/password/set/", NEW)


def get_another_address(holder, office):
    sent = fields_of(holder) | {"email": "another@example.org"} | memberships()
    office.post(user_page(holder), sent)


def set_up_an_app(holder, office):
    client = signed_in(holder)
    key = key_of(client.get(f"{SECURITY}app/"))
    client.post(f"{SECURITY}app/", {"code": code(key)})


def take_the_app_away(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    signed_in(holder).post(f"{SECURITY}app/remove/")


def add_a_passkey(holder, office):
    client = signed_in(holder)
    options = client.get(f"{SECURITY}passkeys/add/").context["options"]
    client.post(f"{SECURITY}passkeys/add/", {"name": "dator", "credential": Device().made(options)})


def take_the_passkey_away(holder, office):
    add_a_passkey(holder, office)
    signed_in(holder).post(f"{SECURITY}passkeys/{factors.get_passkeys(holder).get().pk}/remove/")


def make_recovery_codes(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    signed_in(holder).post(f"{SECURITY}codes/new/")


def confirm_by_a_recovery_code(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    actions.make_recovery_codes(holder, by=holder)
    signed_in(holder).post("/accounts/confirm/code/", {"code": recovery_codes_as_shown(holder)[0]})


def lose_the_telephone(holder, office):
    actions.add_app(holder, SECRET, by=holder)
    office.post("/admin/accounts/user/", {"action": "reset_second_factors", "_selected_action": [holder.pk]})


DEEDS = [
    ("password_changed", change_the_password),
    ("password_changed", choose_one_by_letter),
    ("password_changed", choose_the_first_one),
    ("email_changed", get_another_address),
    ("app_added", set_up_an_app),
    ("app_removed", take_the_app_away),
    ("passkey_added", add_a_passkey),
    ("passkey_removed", take_the_passkey_away),
    ("recovery_codes_made", make_recovery_codes),
    ("recovery_code_used", confirm_by_a_recovery_code),
    ("factors_reset", lose_the_telephone),
]


@pytest.mark.parametrize(("kind", "deed"), DEEDS, ids=[deed.__name__ for _kind, deed in DEEDS])
def test_the_owner_hears_of_it_and_the_trail_has_it(
    cast, holder, sign_in, django_capture_on_commit_callbacks, kind, deed
):
    address = holder.email  # the one that they had before
    with django_capture_on_commit_callbacks(execute=True):
        deed(holder, sign_in(cast.administrator))
    with translation.override(holder.language):
        subject = f"esfportal: {emails.NOTICES[kind].subject}"
    assert [letter.to for letter in mail.outbox if letter.subject == subject] == [[address]]
    assert {to for letter in mail.outbox for to in letter.to} == {address}
    assert AuditEntry.objects.about(holder).filter(action=kind).count() == 1


def rename_the_passkey(client, holder):
    client.post(f"{SECURITY}passkeys/{factors.get_passkeys(holder).get().pk}/", {"name": "hemma"})


def save_the_codes(client, holder):
    client.post(f"{SECURITY}codes/saved/")


@pytest.mark.parametrize(
    ("action", "deed"), [("passkey_renamed", rename_the_passkey), ("recovery_codes_saved", save_the_codes)]
)
def test_the_trail_has_what_needs_no_letter(holder, action, deed):
    add_a_passkey(holder, None)
    deed(signed_in(holder), holder)
    assert AuditEntry.objects.about(holder).get(action=action).actor == holder


def test_every_letter_has_a_deed_here():
    """A kind of letter that is added is tried here, too, or where ELSEWHERE says."""
    assert {kind for kind, _deed in DEEDS} | ELSEWHERE == set(emails.NOTICES)
