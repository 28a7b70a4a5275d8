"""A device that makes passkeys, for tests without a browser: what it says is signed and checked for real."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG
NOTHING = FLAG(0)
HERE = "https://testserver"


class Device:
    """One passkey of one user; `verified` says whether it has seen a finger, a face or a PIN."""

    def __init__(self, *, verified=True):
        self.verified = verified
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), b"a device of the tests"

    def made(self, options):
        """What a browser sends when it has made a passkey, as text."""
        public = options["publicKey"]
        self.user = public["user"]["id"]
        known = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        seen = self._seen(public["rp"]["id"], FLAG.AT, known)
        told = CollectedClientData.create("webauthn.create", public["challenge"], HERE)
        attestation = AttestationObject.create("none", seen, {})
        return self._written(clientDataJSON=told, attestationObject=attestation)

    def shown(self, options):
        """What a browser sends when the passkey is shown, as text."""
        public = options["publicKey"]
        seen = self._seen(public["rpId"])
        told = CollectedClientData.create("webauthn.get", public["challenge"], HERE)
        signature = self.key.sign(seen + told.hash, ec.ECDSA(hashes.SHA256()))
        return self._written(
            clientDataJSON=told,
            authenticatorData=seen,
            signature=signature,
            userHandle=websafe_decode(self.user),
        )

    def _seen(self, host, more=NOTHING, known=b""):
        flags = FLAG.UP | more | (FLAG.UV if self.verified else NOTHING)
        return AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), flags, 1, known)

    def _written(self, **response):
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {name: websafe_encode(value) for name, value in response.items()},
            }
        )
