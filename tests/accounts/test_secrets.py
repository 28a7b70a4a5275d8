"""Encrypted secrets of second factors, and their key rotation."""

import io
import logging

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from accounts.signing_in import actions, factors
from esfportal.security.encryption import Unreadable
from tests.accounts.test_second_factor import (
    PASSWORD,
    SECRET,
    code,
    enter_password,
    key_of,
    recovery_codes_as_shown,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]


@pytest.fixture
def with_app(cast):
    actions.add_app(cast.leader, SECRET, by=cast.leader)
    return cast.leader


@pytest.fixture
def another_key(settings):
    """Return a function that adds a second key, used for encryption from then on."""

    def add_key():
        settings.DATA_KEYS, settings.DATA_KEY_VERSION = django_settings.DATA_KEYS | {2: b"2" * 32}, 2

    return add_key


def test_secrets_are_encrypted_for_their_owner(cast, with_app, client):
    row = factors.get_app(with_app)
    assert SECRET not in str(row.data)
    assert factors.decrypt_secret(with_app.pk, row.data["secret"]) == SECRET
    with pytest.raises(Unreadable):
        factors.decrypt_secret(cast.colleague.pk, row.data["secret"])
    with pytest.raises(Unreadable, match="not encrypted"):
        factors.decrypt_secret(with_app.pk, SECRET)


def test_a_secret_copied_to_another_user_cant_be_decrypted(cast, with_app):
    stranger = cast.stranger
    stranger.set_password(PASSWORD)
    stranger.save()
    actions.add_app(stranger, totp.generate_totp_secret(), by=stranger)
    row = factors.get_app(stranger)
    row.data = factors.get_app(with_app).data
    row.save()
    client, _answer = enter_password(stranger.email)
    with pytest.raises(Unreadable):
        client.post("/accounts/login/code/", {"code": code()})


def test_a_pending_secret_without_its_key_is_replaced(cast, sign_in, settings):
    client = sign_in(cast.leader)
    before = key_of(client.get("/accounts/security/app/"))
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {2: b"2" * 32}, 2
    assert key_of(client.get("/accounts/security/app/")) != before


def test_the_pending_secret_in_the_session_is_encrypted(cast, sign_in):
    client = sign_in(cast.leader)
    key = key_of(client.get("/accounts/security/app/"))
    assert key not in str(dict(client.session))


def rotate():
    said = io.StringIO()
    call_command("rotate_keys", stdout=said, stderr=said)
    return said.getvalue()


def test_key_rotation_encrypts_every_secret_again(with_app, another_key, settings):
    actions.make_recovery_codes(with_app, by=with_app)
    before = recovery_codes_as_shown(with_app)
    another_key()
    assert "secrets of second factors: 2 encrypted again" in rotate()
    said = rotate()
    assert "encrypted again" not in said
    assert "secrets of second factors: 2 under key 2" in said
    settings.DATA_KEYS = {2: b"2" * 32}
    assert factors.decrypt_secret(with_app.pk, factors.get_app(with_app).data["secret"]) == SECRET
    assert recovery_codes_as_shown(with_app) == before


def test_an_unreadable_secret_is_reported_and_left(cast, with_app, another_key, caplog):
    stranger = factors.replace_app(cast.stranger, totp.generate_totp_secret())
    stranger.data = altered = factors.get_app(with_app).data
    stranger.save()
    another_key()
    with caplog.at_level(logging.ERROR), pytest.raises(CommandError, match="1 could not be read"):
        rotate()
    assert f"The secret of second factor {stranger.pk} can't be read" in caplog.text
    stranger.refresh_from_db()
    assert stranger.data == altered
    assert factors.decrypt_secret(with_app.pk, factors.get_app(with_app).data["secret"]) == SECRET
