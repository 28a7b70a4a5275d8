"""Keys by which the portal proves its identity to a provider (private_key_jwt, RFC 7523)."""

import json
import secrets
import time

from joserfc import jwt
from joserfc.jwk import RSAKey

ALGORITHM, BITS = "RS256", 3072  # each provider knows it
SECONDS = 60  # for which a proof is valid
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def new_key() -> str:
    """Return a private key as a JSON Web Key."""
    key = RSAKey.generate_key(BITS, {"use": "sig", "alg": ALGORITHM}, private=True, auto_kid=True)
    return json.dumps(key.as_dict(private=True))


def public_key_set(private: str) -> str:
    """Return the JSON Web Key Set for the provider."""
    return json.dumps({"keys": [_key(private).as_dict(private=False)]})


def proof(private: str, *, client_id: str, issuer: str) -> dict[str, str]:
    """Return the parameters by which a request for a token is authenticated."""
    key, now = _key(private), int(time.time())
    # The issuer alone: a proof for another provider, which may name this one's token endpoint, is worth nothing here.
    claims = {"iss": client_id, "sub": client_id, "aud": issuer, "jti": secrets.token_urlsafe(32)}
    claims |= {"iat": now, "exp": now + SECONDS}
    signed = jwt.encode({"alg": ALGORITHM, "kid": key.kid}, claims, key)
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}


def _key(private: str) -> RSAKey:
    return RSAKey.import_key(json.loads(private))
