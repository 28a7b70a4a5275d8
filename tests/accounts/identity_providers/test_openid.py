"""Sign-in at a provider of e-identification: a real provider answers, and what it says is checked."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt

from accounts.identity_providers import openid
from accounts.identity_providers.claims import (
    COORDINATION_LEVEL,
    COORDINATION_NUMBER,
    FORMER_COORDINATION_NUMBER,
    NUMBER,
    numbers_of,
)
from accounts.identity_providers.openid import Attempt, SignInFailed
from tests.accounts.identity_providers.support import LEVEL, identify, make_provider, with_number
from tests.numbers import nth_number

pytestmark = pytest.mark.django_db
CALLBACK = "http://testserver/me/e-id/back/"


def leave(provider, attempt):
    return openid.address_to_sign_in(provider, attempt, callback=CALLBACK, language="sv")


def sign_in(issuer, provider, *, attempt=None, **claims):
    attempt = attempt or Attempt.new(provider)
    back = identify(issuer, leave(provider, attempt), **claims)
    assert back["state"] == attempt.state
    return openid.claims_about_person(provider, attempt, callback=CALLBACK, code=back["code"])


def test_the_claims_of_a_person_come_back(issuer):
    claims = sign_in(issuer, make_provider(issuer), **with_number(nth_number(1)))
    assert numbers_of(claims) == [nth_number(1)]
    assert claims["acr"] == LEVEL


def test_what_the_provider_is_asked(issuer):
    provider = make_provider(issuer)
    asked = {
        name: values[0]
        for name, values in parse_qs(urlsplit(leave(provider, Attempt.new(provider))).query).items()
    }
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert (asked["prompt"], asked["ui_locales"], asked["acr_values"]) == ("login", "sv", LEVEL)
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))  # 256 bits
    id_token = json.loads(asked["claims"])["id_token"]
    assert NUMBER in id_token
    assert id_token["acr"] == {"essential": True, "values": [LEVEL]}


@pytest.mark.parametrize("acr", ["http://id.elegnamnden.se/loa/1.0/loa2", "", None, [LEVEL]])
def test_another_level_of_assurance_is_refused(issuer, acr):
    with pytest.raises(SignInFailed):
        sign_in(issuer, make_provider(issuer), acr=acr, **with_number(nth_number(1)))


def test_the_answer_to_another_browser_is_refused(issuer):
    provider = make_provider(issuer)
    attempt = Attempt.new(provider)
    back = identify(issuer, leave(provider, attempt), **with_number(nth_number(1)))
    with pytest.raises(SignInFailed):
        openid.claims_about_person(
            provider, replace(attempt, nonce="x" * 43), callback=CALLBACK, code=back["code"]
        )


def test_a_code_works_once(issuer):
    provider = make_provider(issuer)
    attempt = Attempt.new(provider)
    back = identify(issuer, leave(provider, attempt), **with_number(nth_number(1)))
    openid.claims_about_person(provider, attempt, callback=CALLBACK, code=back["code"])
    with pytest.raises(SignInFailed):
        openid.claims_about_person(provider, attempt, callback=CALLBACK, code=back["code"])


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"iat": 1},
        {"nonce": None},
        {"sub": None},
    ],
    ids=str,
)
def test_an_id_token_for_another_use_is_refused(issuer, monkeypatch, change):
    decode = jwt.decode

    def decode_changed(*args, **kwargs):
        token = decode(*args, **kwargs)
        token.claims = {k: v for k, v in (token.claims | change).items() if v is not None}
        return token

    provider = make_provider(issuer)
    sign_in(issuer, provider, **with_number(nth_number(1)))  # the positive control
    monkeypatch.setattr(jwt, "decode", decode_changed)
    with pytest.raises(SignInFailed):
        sign_in(issuer, provider, **with_number(nth_number(1)))


def test_a_token_signed_by_another_is_refused(issuer, monkeypatch):
    key = openid.KeySet.generate_key_set("RSA", 2048, count=1)
    monkeypatch.setattr(openid.KeySet, "import_key_set", lambda _found: key)
    with pytest.raises(SignInFailed):
        sign_in(issuer, make_provider(issuer), **with_number(nth_number(1)))


def test_a_provider_that_does_not_answer_or_is_another(issuer):
    provider = make_provider("http://127.0.0.1:9")
    with pytest.raises(SignInFailed, match="no configuration"):
        leave(provider, Attempt.new(provider))
    provider = make_provider(issuer.replace("localhost", "LOCALHOST"), key="other")
    with pytest.raises(SignInFailed, match="another issuer"):
        leave(provider, Attempt.new(provider))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({}, []),
        ({NUMBER: "1"}, ["1"]),
        ({NUMBER: ["1"]}, []),
        ({NUMBER: "1", FORMER_COORDINATION_NUMBER: "2"}, ["1", "2"]),
        ({FORMER_COORDINATION_NUMBER: "2"}, []),
        ({COORDINATION_NUMBER: "3"}, []),
        ({COORDINATION_NUMBER: "3", COORDINATION_LEVEL: "probable"}, []),
        ({COORDINATION_NUMBER: "3", COORDINATION_LEVEL: "confirmed"}, ["3"]),
        ({NUMBER: "1", COORDINATION_NUMBER: "3", COORDINATION_LEVEL: "confirmed"}, ["1"]),
    ],
)
def test_numbers_that_the_claims_state(claims, expected):
    assert numbers_of(claims) == expected
