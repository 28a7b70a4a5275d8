"""Passkeys: setting up, signing in, and malformed responses."""

import json
from importlib import import_module

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.db import connection
from fido2.utils import websafe_decode, websafe_encode

from accounts.audit.models import AuditEntry
from accounts.signing_in import factors
from accounts.signing_in.encrypted_columns import SECRETS
from tests.passkeys import Device
from tests.sample_objects import rolled_back
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts")]

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


ADD, SIGN_IN, CONFIRM = (
    "/accounts/security/passkeys/add/",
    "/accounts/login/passkey/",
    "/accounts/confirm/passkey/",
)


def add(client, device):
    credential = device.made(client.get(ADD).context["options"])
    return client.post(ADD, {"name": "dator", "credential": credential})


def request_options(client):
    return client.get(SIGN_IN, headers={"accept": "application/json"}).json()["request_options"]


def sign_in_with(client, device):
    return client.post(SIGN_IN, {"credential": device.shown(request_options(client))})


def confirm(client, device):
    options = client.get(CONFIRM).context["js_data"]["request_options"]
    return client.post(f"{CONFIRM}?next=/account/", {"credential": device.shown(options)})


@pytest.fixture
def device(cast):
    device = Device()
    assert add(signed_in(cast.leader), device).status_code == 302
    return device


def test_a_passkey_is_both_factors(client, cast, device):
    assert sign_in_with(client, device).status_code == 302
    assert client.get("/projects/").context["user"] == cast.leader
    assert AuditEntry.objects.filter(action="signed_in").get().details == {"how": ["webauthn"]}


@pytest.mark.parametrize("proof", ["data", "data - 'proof'"])
def test_a_passkey_that_sql_gives_to_another_user_is_refused(client, cast, device, proof, caplog):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE mfa_authenticator SET user_id = %s, data = {proof} WHERE type = 'webauthn'",
            [cast.administrator.pk],
        )
    device.user = websafe_encode(user_pk_to_url_str(cast.administrator).encode())
    sign_in_with(client, device)
    assert "_auth_user_id" not in client.session
    assert "was not stored by the portal" in caplog.text


def test_the_upgrade_proves_what_is_stored(client, cast, device):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mfa_authenticator SET data = data - 'proof' WHERE type = 'webauthn'")
    with connection.schema_editor() as editor:
        import_module("accounts.migrations.0008_passwords_are_encrypted").prove_passkeys(None, editor)
    assert sign_in_with(client, device).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_passkey_whose_key_sql_replaces_is_refused(client, cast, device):
    another = Device()
    another.user = device.user
    credential = json.loads(device.made(signed_in(cast.leader).get(ADD).context["options"]))
    other = json.loads(another.made(signed_in(cast.leader).get(ADD).context["options"]))
    row = factors.get_passkeys(cast.leader).get()
    row.data["credential"]["response"]["attestationObject"] = other["response"]["attestationObject"]
    assert credential["rawId"] == row.data["credential"]["rawId"]
    row.save()
    sign_in_with(client, another)
    assert "_auth_user_id" not in client.session


def test_a_new_key_encrypts_the_proof_of_a_passkey_again(client, cast, device, settings):
    old = settings.DATA_KEY_VERSION
    settings.DATA_KEYS, settings.DATA_KEY_VERSION = {**settings.DATA_KEYS, old + 1: b"n" * 32}, old + 1
    assert SECRETS.reencrypt(None, 10).unreadable == 0
    assert SECRETS.versions() == {old + 1: 2}  # with the recovery codes
    settings.DATA_KEYS = {old + 1: b"n" * 32}
    assert sign_in_with(client, device).status_code == 302


def test_the_server_log_does_not_identify_the_passkey(client, cast, caplog):
    with caplog.at_level("INFO"):
        device = Device()
        add(signed_in(cast.leader), device)
        sign_in_with(client, device)
    assert not [each for each in caplog.messages if device.id.hex() in each or str(device.id) in each]


def test_a_passkey_without_user_verification_is_refused(client, cast, device):
    # Possession of the device alone is one factor.
    device.verified = False
    sign_in_with(client, device)
    assert client.get("/account/").status_code == 302
    waiting = signed_in(cast.leader, ago=700)
    confirm(waiting, device)
    assert waiting.get(ADD).url.startswith("/accounts/confirm/")
    assert add(signed_in(cast.leader), Device(verified=False)).status_code == 200
    assert factors.get_passkeys(cast.leader).count() == 1


def test_a_passkey_response_cant_be_replayed(client, cast, device):
    said = device.shown(request_options(client))
    client.post(SIGN_IN, {"credential": said})
    client.post("/accounts/logout/")
    for again in (client, type(client)()):
        request_options(again)
        again.post(SIGN_IN, {"credential": said})
        assert again.get("/account/").status_code == 302


def corrupted(content, begin):
    yield from (content[:length] for length in range(0, len(content), 9))
    yield b"\x9a\x11\xc4"
    for place in range(begin, min(begin + 30, len(content))):
        for byte in {0, 255, *(content[place] ^ bit for bit in (0x80, 0x40, 1))} - {content[place]}:
            yield content[:place] + bytes([byte]) + content[place + 1 :]


def test_corrupted_passkey_responses_are_refused(client, cast, device):
    # The library raises many kinds of exceptions for malformed content.
    owner, answers = signed_in(cast.leader), []
    registration = json.loads(Device().made(owner.get(ADD).context["options"]))
    whole = websafe_decode(registration["response"]["attestationObject"])
    for each in corrupted(whole, whole.index(b"authData")):
        registration["response"]["attestationObject"] = websafe_encode(each)
        sent = {"name": "x", "credential": json.dumps(registration)}
        with rolled_back():
            answers.append(owner.post(ADD, sent).status_code)
    shown = json.loads(device.shown(request_options(client)))
    whole = websafe_decode(shown["response"]["authenticatorData"])
    for each in corrupted(whole, 32):
        shown["response"]["authenticatorData"] = websafe_encode(each)
        cache.clear()
        client.post(SIGN_IN, {"credential": json.dumps(shown)})
        assert client.get("/account/").status_code == 302
    assert len(answers) > 100
    assert set(answers) <= {200, 302}  # some bytes do not matter


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_malformed_credentials_are_refused_at_sign_in(client, cast, credential):
    request_options(client)
    answer = client.post(SIGN_IN, {"credential": credential})
    assert answer.status_code in (200, 302)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_malformed_credentials_are_refused_for_a_new_passkey(cast, credential):
    client = signed_in(cast.leader)
    client.get("/accounts/security/passkeys/add/")
    answer = client.post("/accounts/security/passkeys/add/", {"name": "x", "credential": credential})
    assert answer.status_code == 200
    assert answer.context["form"].errors["credential"]
    assert not factors.second_factors(cast.leader).exists()
