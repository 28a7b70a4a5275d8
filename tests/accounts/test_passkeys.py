"""What is sent in place of a passkey: nothing of it lets anybody in, and nothing breaks."""

import json

import pytest
from django.core.cache import cache

from accounts.signing_in import factors
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

RESPONSE = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}
PUBLIC_KEY = {"type": "public-key", "id": "AAAA", "rawId": "AAAA", "clientExtensionResults": {}}
CREDENTIALS = [
    "",
    "{",
    "null",
    "5",
    '"text"',
    "[]",
    "{}",
    json.dumps(PUBLIC_KEY),
    json.dumps(PUBLIC_KEY | {"response": []}),
    json.dumps(PUBLIC_KEY | {"response": "x"}),
    json.dumps(PUBLIC_KEY | {"response": {}}),
    json.dumps(PUBLIC_KEY | {"response": RESPONSE}),
    json.dumps(PUBLIC_KEY | {"response": RESPONSE | {"userHandle": 5}}),
    json.dumps(PUBLIC_KEY | {"response": RESPONSE | {"userHandle": "////"}}),
    json.dumps(PUBLIC_KEY | {"response": RESPONSE | {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}),
    json.dumps(PUBLIC_KEY | {"response": RESPONSE | {"authenticatorData": "å"}}),
    json.dumps(PUBLIC_KEY | {"rawId": [], "response": RESPONSE}),
    json.dumps(PUBLIC_KEY | {"response": {"clientDataJSON": "e30", "attestationObject": "AAAA"}}),
]


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_for_signing_in(client, cast, credential):
    client.get("/accounts/login/passkey/", headers={"accept": "application/json"})
    answer = client.post("/accounts/login/passkey/", {"credential": credential})
    assert answer.status_code in (200, 302)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_for_a_new_one(cast, credential):
    client = signed_in(cast.leader)
    client.get("/accounts/security/passkeys/add/")
    answer = client.post("/accounts/security/passkeys/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200
    assert answer.context["form"].errors["credential"]
    assert not factors.of(cast.leader).exists()
