"""ID tokens that are not what the provider gave: what it says, who signed it and how."""

import json

import jwt
from allauth.socialaccount.internal import jwtkit
from jwt.utils import base64url_encode


def alter_claims(monkeypatch, alter):
    """`alter(claims)` changes what a token says, after its signature was looked at."""
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
