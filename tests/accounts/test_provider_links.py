"""A link to the provider that SQL writes or moves signs nobody in (ADR 112)."""

from importlib import import_module

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.signing_in.encrypted_columns import PROVIDER_LINKS
from tests.accounts.test_single_sign_on import (
    configure,
    is_in,
    server,
    set_claims,
    sign_in_at_provider,
)

__all__ = ["configure", "server", "set_claims"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast, configure, set_claims):
    set_claims(email="funder@example.org", email_verified=True)
    assert is_in(sign_in_at_provider()[0])
    return SocialAccount.objects.get()


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_the_link_signs_in_again_and_keeps_its_proof(link):
    for _time in range(2):
        assert is_in(sign_in_at_provider()[0])
    assert SocialAccount.objects.get().extra_data["proof"] == link.extra_data["proof"]


def test_a_link_that_sql_moves_to_another_user_is_refused(cast, link, caplog):
    execute("UPDATE socialaccount_socialaccount SET user_id = %s", cast.stranger.pk)
    client, answer, _path = sign_in_at_provider()
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "was not stored by the portal" in caplog.text


def test_a_link_without_its_proof_is_refused(link):
    execute("UPDATE socialaccount_socialaccount SET extra_data = '{}'")
    assert not is_in(sign_in_at_provider()[0])
    with connection.schema_editor() as editor:  # the upgrade proves what is stored
        import_module("accounts.migrations.0008_passwords_are_encrypted").prove_links(None, editor)
    assert is_in(sign_in_at_provider()[0])


def test_a_new_key_encrypts_the_proof_again(link, settings):
    old = settings.DATA_KEY_VERSION
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {**settings.DATA_KEYS, old + 1: b"n" * 32}, old + 1
    assert PROVIDER_LINKS.versions() == {old: 1}
    assert PROVIDER_LINKS.reencrypt(None, 10).reencrypted == 1
    assert PROVIDER_LINKS.versions() == {old + 1: 1}
    assert PROVIDER_LINKS.reencrypt(None, 10).last is None
