"""A device that makes signed passkeys, for tests without a browser."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG
NO_FLAGS = FLAG(0)
ORIGIN = "https://testserver"


class Device:
    """One passkey of one user; `verified`: the device checks fingerprint, face or PIN."""

    def __init__(self, *, verified=True):
        self.verified = verified
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), b"a device of the tests"

    def made(self, options):
        """Return the browser's response after making the passkey, as JSON."""
        public = options["publicKey"]
        self.user = public["user"]["id"]
        known = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        authenticator_data = self._authenticator_data(public["rp"]["id"], FLAG.AT, known)
        client_data = CollectedClientData.create("webauthn.create", public["challenge"], ORIGIN)
        attestation = AttestationObject.create("none", authenticator_data, {})
        return self._as_json(clientDataJSON=client_data, attestationObject=attestation)

    def shown(self, options):
        """Return the browser's response after using the passkey, as JSON."""
        public = options["publicKey"]
        authenticator_data = self._authenticator_data(public["rpId"])
        client_data = CollectedClientData.create("webauthn.get", public["challenge"], ORIGIN)
        signature = self.key.sign(authenticator_data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return self._as_json(
            clientDataJSON=client_data,
            authenticatorData=authenticator_data,
            signature=signature,
            userHandle=websafe_decode(self.user),
        )

    def _authenticator_data(self, host, more=NO_FLAGS, known=b""):
        flags = FLAG.UP | more | (FLAG.UV if self.verified else NO_FLAGS)
        return AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), flags, 1, known)

    def _as_json(self, **response):
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {name: websafe_encode(value) for name, value in response.items()},
            }
        )
