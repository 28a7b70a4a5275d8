"""OpenID providers: rows and files that describe them, and sign-in at one that runs in a thread."""

import itertools
from urllib.parse import parse_qs, urlsplit

import requests

from accounts.identity_providers.claims import NUMBER
from accounts.identity_providers.models import IdentityProvider

LEVEL = "http://id.elegnamnden.se/loa/1.0/loa3"
PROVIDER_FILE = """
key = "bankid"
name = "BankID"
issuer = "https://broker.example/oidc"
client_id = "portal"
scopes = ["openid", "https://id.oidc.se/scope/naturalPersonNumber"]
acr_values = ["http://id.elegnamnden.se/loa/1.0/loa3"]
"""
STAFF_FILE = """
key = "kommunen"
purpose = "staff"
name = "Kommunen"
issuer = "https://id.kommunen.example"
client_id = "portal"
domains = ["Kommunen.example", "skolan.example"]
organisation_numbers = ["212000-0761"]
is_second_factor_trusted = true
"""
_subjects = itertools.count(1)


def make_provider(issuer, key="bankid", **values):
    about = {
        "name": "BankID",
        "issuer": issuer,
        "client_id": "portal",
        "scopes": "openid",
        "acr_values": LEVEL,
        "is_user_info_signed": False,
    }
    provider = IdentityProvider.objects.create(key=key, **about | values)
    provider.write_secret("hemligt")
    provider.save()
    return provider


def make_staff_provider(issuer, key="organisation", **values):
    about = {"purpose": "staff", "name": "Kommunen", "scopes": "openid email", "acr_values": ""}
    return make_provider(issuer, key, **about | {"domains": "example.org"} | values)


def identify(issuer, address, **claims):
    """Sign in at the provider, who says the claims of a person; return the query with which the browser comes back."""
    subject = f"subject-{next(_subjects)}"
    requests.put(f"{issuer}/users/{subject}", json={"acr": LEVEL} | claims, timeout=60).raise_for_status()
    there = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=60)
    back = urlsplit(there.headers["Location"])
    return {name: values[0] for name, values in parse_qs(back.query).items()}


def with_number(digits):
    return {NUMBER: digits}
