"""Sign-in at an OpenID provider by the code flow with PKCE, as the Swedish profile asks for it."""

# Authlib speaks the protocol. Checked here: the issuer, the ID token's signature, audience, nonce and age, and the
# level of assurance.

import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from accounts.identity_providers import client_keys
from accounts.identity_providers.claims import ASKED, NUMBER
from accounts.identity_providers.models import IdentityProvider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
TIMEOUT = 10  # seconds, of each request to the provider
LEEWAY = 30  # seconds between two clocks
MAX_AGE = 600  # seconds since the ID token was issued
WELL_KNOWN = "/.well-known/openid-configuration"


class SignInFailed(Exception):
    """The provider did not vouch for a person. The text is for the log, and says nothing of the person."""


@dataclass(frozen=True)
class Attempt:
    """A browser's attempt to sign in: what binds the provider's answer to it."""

    provider: str  # its key
    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls, provider: IdentityProvider) -> "Attempt":
        return cls(provider.key, *(secrets.token_urlsafe(32) for _each in range(3)))

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def address_to_sign_in(provider: IdentityProvider, attempt: Attempt, *, callback: str, language: str) -> str:
    """Return the provider's address to which the browser is sent. Raises SignInFailed."""
    with _talking_to(provider, callback) as session:
        configuration = _configuration(session, provider)
        levels = provider.levels
        asked = {"id_token": dict.fromkeys(ASKED) | {"acr": {"essential": True, "values": levels}}}
        address, _state = session.create_authorization_url(
            _address(configuration, "authorization_endpoint"),
            state=attempt.state,
            code_verifier=attempt.verifier,
            nonce=attempt.nonce,
            claims=json.dumps(asked),
            acr_values=" ".join(levels),
            prompt="login",  # the browser may be another person's
            ui_locales=language,
        )
        return address


def claims_about_person(
    provider: IdentityProvider, attempt: Attempt, *, callback: str, code: str
) -> dict[str, Any]:
    """Exchange the code for an ID token, and return its claims with those of UserInfo. Raises SignInFailed."""
    with _talking_to(provider, callback) as session:
        configuration = _configuration(session, provider)
        try:
            token = session.fetch_token(
                _address(configuration, "token_endpoint"),
                code=code,
                code_verifier=attempt.verifier,
                timeout=TIMEOUT,
                **_proof(provider, configuration),
            )
            keys = KeySet.import_key_set(_json(session, _address(configuration, "jwks_uri")))
            claims = _checked(provider, attempt, token, keys)
            if NUMBER not in claims and (where := configuration.get("userinfo_endpoint")):
                answer = session.get(where, timeout=TIMEOUT)
                claims = _about_same_person(provider, answer, keys, claims)
        except (requests.RequestException, AuthlibBaseError, JoseError, ValueError, KeyError) as error:
            raise SignInFailed(type(error).__name__) from error
    return claims


def _talking_to(provider: IdentityProvider, callback: str) -> OAuth2Session:
    # With a private key a proof is sent instead of a secret.
    known_by = {"token_endpoint_auth_method": "none"} if provider.has_private_key else {}
    session = OAuth2Session(
        provider.client_id,
        None if provider.has_private_key else provider.secret,
        scope=provider.scopes,
        redirect_uri=callback,
        code_challenge_method="S256",
        **known_by,
    )
    session.max_redirects = 0  # the configured provider answers itself: a redirect is an error
    return session


def _proof(provider: IdentityProvider, configuration: dict[str, Any]) -> dict[str, str]:
    if not provider.has_private_key:
        return {}
    return client_keys.proof(provider.secret, client_id=provider.client_id, issuer=configuration["issuer"])


def _configuration(session: OAuth2Session, provider: IdentityProvider) -> dict[str, Any]:
    try:
        found = _json(session, provider.issuer.rstrip("/") + WELL_KNOWN)
    except (requests.RequestException, ValueError) as error:
        raise SignInFailed(f"no configuration: {type(error).__name__}") from error
    if found.get("issuer", "").rstrip("/") != provider.issuer.rstrip("/"):
        raise SignInFailed("the configuration is another issuer's")
    return found


def _address(configuration: dict[str, Any], name: str) -> str:
    try:
        return configuration[name]
    except KeyError:
        raise SignInFailed(f"the configuration has no {name}") from None


def _json(session: OAuth2Session, address: str) -> dict[str, Any]:
    answer = session.get(address, timeout=TIMEOUT, withhold_token=True)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found


def _checked(
    provider: IdentityProvider, attempt: Attempt, token: dict[str, Any], keys: KeySet
) -> dict[str, Any]:
    signed = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        options=_from_provider(provider),
        params={
            "nonce": attempt.nonce,
            "client_id": provider.client_id,
            "access_token": token.get("access_token"),
        },
    )
    claims.validate(leeway=LEEWAY)
    if claims["iat"] < time.time() - MAX_AGE:
        raise SignInFailed("the ID token is old")
    if claims.get("acr") not in provider.levels:
        raise SignInFailed("the level of assurance is another one")
    return dict(claims)


def _from_provider(provider: IdentityProvider) -> dict[str, Any]:
    issuers = [provider.issuer, provider.issuer.rstrip("/")]
    return {
        "iss": {"essential": True, "values": issuers},
        "aud": {"essential": True, "value": provider.client_id},
    }


def _about_same_person(
    provider: IdentityProvider, answer: requests.Response, keys: KeySet, claims: dict[str, Any]
) -> dict[str, Any]:
    """Return the claims with those of UserInfo, which the Swedish profile signs."""
    answer.raise_for_status()
    if answer.headers.get("Content-Type", "").startswith("application/jwt"):
        more = jwt.decode(answer.text, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(leeway=LEEWAY, **_from_provider(provider)).validate(more)
    elif provider.is_user_info_signed:
        raise SignInFailed("UserInfo is not signed")
    else:
        more = answer.json()
    if more.get("sub") != claims["sub"]:
        raise SignInFailed("UserInfo is about another person")
    return {**more, **claims}
