"""ID tokens altered after the provider issued them."""

import json

import jwt
from allauth.socialaccount.internal import jwtkit
from jwt.utils import base64url_encode


def alter_claims(monkeypatch, alter):
    """Alter the claims by `alter(claims)` after the signature was verified."""
    real = jwtkit.verify_and_decode

    def altered(**kwargs):
        claims = real(**kwargs)
        alter(claims)
        return claims

    monkeypatch.setattr("accounts.signing_in.provider.jwtkit.verify_and_decode", altered)


def another_signature(token):
    head, body, signature = token.split(".")
    return f"{head}.{body}.{signature[::-1]}"


def another_algorithm(name):
    def alter(token):
        head = json.dumps(jwt.get_unverified_header(token) | {"alg": name}).encode()
        return f"{base64url_encode(head).decode()}.{token.split('.')[1]}.AAAA"

    return alter
