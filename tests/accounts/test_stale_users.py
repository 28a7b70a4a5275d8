"""Two requests about one user at once: the one that read the user first takes no change of the other back."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.models import User
from accounts.signing_in import actions, decorators, factors
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "elva gula cyklar i regnet", "korgar stolar lampor", "tolv blå båtar i dimman"
NEW_FORM = {"oldpassword": OLD, "password1": NEW, "password2": NEW}


class Stronger(MD5PasswordHasher):
    algorithm = "stronger"


@pytest.fixture
def user():
    made = UserFactory(email="anna@example.org", full_name="Anna Andersson")
    made.set_password(OLD)
    made.save()
    return made


def change(user, password):
    another = User.objects.get(pk=user.pk)
    another.set_password(password)
    another.save()


@pytest.fixture
def changed_before_the_lock(user, monkeypatch):
    """Let another request change the password after this one has read the user, and before it has the row."""
    lock = decorators._locked_users

    def wait_for_lock():
        change(user, OTHER)
        return lock()

    monkeypatch.setattr(decorators, "_locked_users", wait_for_lock)


def has_password(user, password):
    return User.objects.get(pk=user.pk).check_password(password)


def test_a_user_who_was_read_earlier_is_saved_after_the_password_was_changed(user):
    stale = User.objects.get(pk=user.pk)
    change(user, NEW)
    stale.full_name = "Anna Ny"
    stale.save()
    assert User.objects.get(pk=user.pk).full_name == "Anna Ny"
    assert has_password(user, NEW)


def test_a_new_password_does_not_open_an_account_that_was_closed_meanwhile(user):
    stale = User.objects.get(pk=user.pk)
    User.objects.filter(pk=user.pk).update(is_active=False, email="gift@example.org")
    stale.set_password(NEW)
    stale.save()
    stored = User.objects.get(pk=user.pk)
    assert (stored.is_active, stored.email) == (False, "gift@example.org")
    assert stored.check_password(NEW)


def test_columns_that_were_read_again_or_saved_are_not_written_again(user, django_assert_num_queries):
    partial = User.objects.only("email").get(pk=user.pk)
    assert partial.full_name == "Anna Andersson"
    User.objects.filter(pk=user.pk).update(full_name="Anna Gift")
    user.refresh_from_db()
    user.language = "en"
    user.save(update_fields=["language"])
    with django_assert_num_queries(0):
        partial.save()
        user.save()


def test_a_stronger_hash_takes_no_change_of_the_password_back(user, settings):
    stale = User.objects.get(pk=user.pk)
    settings.PASSWORD_HASHERS = [f"{__name__}.Stronger", *settings.PASSWORD_HASHERS]
    change(user, NEW)
    assert stale.check_password(OLD)
    assert not has_password(user, OLD)
    assert has_password(user, NEW)


def test_signing_in_stores_a_stronger_hash_of_the_same_password(user, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Stronger", *settings.PASSWORD_HASHERS]
    assert has_password(user, OLD)
    assert User.objects.get(pk=user.pk).password.startswith("stronger$")
    assert has_password(user, OLD)


def test_a_form_replaces_no_password_that_another_request_has_stored(user, changed_before_the_lock):
    client = signed_in(user)
    answer = client.post("/accounts/password/change/", NEW_FORM, follow=True)
    assert "Ditt lösenord ändrades samtidigt" in answer.text
    assert has_password(user, OTHER)


def test_a_first_password_replaces_none_that_a_link_has_set(user, changed_before_the_lock):
    user.set_unusable_password()
    user.save()
    answer = signed_in(user).post("/accounts/password/set/", NEW_FORM, follow=True)
    assert "Ditt lösenord ändrades samtidigt" in answer.text
    assert has_password(user, OTHER)


def test_a_link_is_used_once_by_two_requests(user, changed_before_the_lock):
    client = Client(headers={"accept-language": "sv"})
    link = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    answer = client.post(client.get(f"/accounts/password/reset/key/{link}/").url, NEW_FORM)
    assert "Länken fungerar inte längre" in answer.text
    assert has_password(user, OTHER)


def test_a_post_to_a_link_that_is_none_says_so(client):
    assert client.post("/accounts/password/reset/key/zzzzzzzzzzzzzzzzzzz-set-password/").status_code == 200


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn", "recovery_codes_saved"])
def test_a_factor_that_another_request_removes_is_not_changed(cast, sign_in, monkeypatch, name):
    user, lock = cast.funder, actions._locked
    passkey = actions.add_passkey(user, "dator", {}, by=user)
    actions.make_recovery_codes(user, by=user)
    entries = AuditEntry.objects.count()

    def removed_first(factor):
        Authenticator.objects.filter(pk=factor.pk).delete()
        return lock(factor)

    monkeypatch.setattr(actions, "_locked", removed_first)
    path = reverse(name, args=[] if name == "recovery_codes_saved" else [passkey.pk])
    answer = sign_in(user).post(path, {"name": "ny"})
    assert answer.status_code in (302, 404)
    assert AuditEntry.objects.count() == entries
    assert factors.get_passkeys(user).filter(data__name="ny").count() == 0
