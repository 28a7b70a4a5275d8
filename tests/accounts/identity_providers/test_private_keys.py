"""The portal proves its identity by a key, and takes signed UserInfo: a provider checks the one and makes the other."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from joserfc.jwk import KeySet

from accounts.identity_providers import client_keys
from accounts.identity_providers.access import provider_with_key
from accounts.identity_providers.claims import COORDINATION_LEVEL, COORDINATION_NUMBER, NUMBER, numbers_of
from accounts.identity_providers.models import IdentityProvider
from accounts.identity_providers.openid import SignInFailed
from tests.accounts.identity_providers.support import PROVIDER_FILE
from tests.accounts.identity_providers.test_openid import sign_in
from tests.numbers import nth_number

pytestmark = pytest.mark.django_db
FILE = PROVIDER_FILE.replace('"openid", "https://id.oidc.se/scope/naturalPersonNumber"', '"openid"')


@pytest.fixture(scope="module")
def made_key():
    return client_keys.new_key()


@pytest.fixture
def load(tmp_path, strict, monkeypatch):
    """Return `loaded(*options)`, which loads the file of the provider and returns the printed key set."""
    monkeypatch.setattr(client_keys, "BITS", 2048)  # made in a tenth of the time

    def loaded(*options, more='authentication = "private_key_jwt"'):
        path, said = tmp_path / "provider.toml", StringIO()
        path.write_text(FILE.replace("https://broker.example/oidc", strict.issuer) + more)
        call_command("load_identity_provider", path, *options, stdout=said)
        return json.loads(said.getvalue().splitlines()[1])

    return loaded


def test_the_provider_takes_the_portals_key_and_each_proof_once(strict, load, monkeypatch):
    printed = load()
    assert printed["keys"][0].keys() == {"n", "e", "kty", "kid", "use", "alg"}  # nothing private
    strict.client_keys = KeySet.import_key_set(printed)
    provider = provider_with_key("bankid", "participant")
    assert provider.secret not in bytes(provider.secret_encrypted).decode(errors="replace")
    assert numbers_of(sign_in(strict.issuer, provider, **{NUMBER: nth_number(1)})) == [nth_number(1)]
    proof = client_keys.proof
    with monkeypatch.context() as patched:
        patched.setattr(
            client_keys, "proof", lambda key, **about: proof(key, **about | {"issuer": "http://other"})
        )
        with pytest.raises(SignInFailed):
            sign_in(strict.issuer, provider)
        sent = proof(provider.secret, client_id="portal", issuer=strict.issuer)
        patched.setattr(client_keys, "proof", lambda key, **about: sent)
        sign_in(strict.issuer, provider, **{NUMBER: nth_number(1)})
        with pytest.raises(SignInFailed):
            sign_in(strict.issuer, provider, **{NUMBER: nth_number(1)})
    assert load() == printed
    assert load("--new-key") != printed
    with pytest.raises(SignInFailed):
        sign_in(strict.issuer, provider_with_key("bankid", "participant"), **{NUMBER: nth_number(1)})


REFUSED = [  # (changed claims, or None for UserInfo that is not signed; changed header)
    ({"aud": "another"}, {}),
    ({"aud": None}, {}),
    ({"iss": "https://another.example"}, {}),
    ({"exp": 1}, {}),
    ({"sub": "another"}, {}),
    ({}, {"alg": "none"}),
    (None, {}),
]


def test_user_info_that_is_not_for_the_portal_is_refused(strict, made_key):
    strict.client_keys = KeySet.import_key_set(json.loads(client_keys.public_key_set(made_key)))
    provider = IdentityProvider.objects.create(
        key="bankid",
        issuer=strict.issuer,
        client_id="portal",
        scopes="openid",
        authentication="private_key_jwt",
    )
    provider.write_secret(made_key)
    provider.save()
    # A coordination number: the ID token has no personal identity number, and UserInfo is asked for one.
    claims = {COORDINATION_NUMBER: nth_number(2), COORDINATION_LEVEL: "confirmed"}
    assert numbers_of(sign_in(strict.issuer, provider, **claims)) == [nth_number(2)]
    for change, header in REFUSED:

        def changed(found, change=change, header=header):
            if change is None:
                return None
            first, said = strict.as_it_should_be(found)
            return first | header, {name: each for name, each in (said | change).items() if each is not None}

        strict.user_info = changed
        with pytest.raises(SignInFailed):
            sign_in(strict.issuer, provider, **claims)
