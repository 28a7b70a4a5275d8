"""Sign-in of staff through their organisation's OpenID provider, for existing accounts only."""

import hashlib
import logging
import time

import jwt
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.identity_providers.access import known_provider, providers_in_use
from accounts.identity_providers.claims import ORGANISATION_NUMBER
from accounts.identity_providers.models import IdentityProvider
from accounts.signing_in import actions, authentication_state, factors

# allauth implements the protocol. Added here: providers are rows of a table, the ID token's signature and issuer are
# always checked, a nonce binds it to the browser, and only the subject is stored.

ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
REQUIRED_CLAIMS = {"iss", "sub", "aud", "exp", "iat"}
OF_USER_INFO = ("email", "email_verified", ORGANISATION_NUMBER)
STAFF = IdentityProvider.Purpose.STAFF

logger = logging.getLogger(__name__)


def derive_nonce(verifier):  # the PKCE verifier is kept in the browser's session
    return hashlib.sha256(f"nonce:{verifier}".encode()).hexdigest()


def app_of(row):
    """Return the row as an app of allauth, which is not saved."""
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=row.key,
        name=row.display_name,
        client_id=row.client_id,
        secret=row.secret,
        settings={
            "server_url": row.issuer.rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": row.scopes.split(),
        },
    )


def staff_providers():
    return providers_in_use(STAFF)


def provider_to_confirm_with(user):
    """Return a provider in use that vouches for the user's address, preferably one that is linked; or None."""
    linked = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    found = [row for row in staff_providers() if row.may_vouch_for(user.email)]
    return min(found, key=lambda row: row.key not in linked, default=None)


class OrganisationProvider(OpenIDConnectProvider):
    def __init__(self, request, row):
        super().__init__(request, app=app_of(row))
        self.row = row

    def serialize(self):
        return {"id": self.row.key}  # two providers may know the portal by the same client ID

    def get_oauth2_adapter(self, request):
        return OrganisationAdapter(request, self.row)

    def get_pkce_params(self):
        params = super().get_pkce_params()
        return params | {"nonce": derive_nonce(params["code_verifier"])}

    def get_redirect_from_request_kwargs(self, request):
        # The request's own parameters are ignored, except the page to return to.
        reauthentication = {"prompt": "login", "max_age": authentication_state.RECENT_SECONDS}
        params = reauthentication if request.user.is_authenticated else {}
        if self.row.acr_values:
            params["acr_values"] = self.row.acr_values
        kwargs = super().get_redirect_from_request_kwargs(request)
        return kwargs | {"process": "login", "scope": self.get_scope(), "auth_params": params}

    def extract_uid(self, data):
        # Hashed, because some providers use the personal identity number as subject.
        claims = data["id_token"]
        return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data):
        # allauth replaces what is stored by this: the proof of the link stays.
        known = SocialAccount.objects.filter(provider=self.row.key, uid=self.extract_uid(data)).first()
        proof = known.extra_data.get("proof", "") if known else ""
        return {"acr": data["id_token"].get("acr"), "proof": proof}


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request, row):
        super().__init__(request, row.key)
        self.row = row

    def get_provider(self):
        return OrganisationProvider(self.request, self.row)

    def get_callback_url(self, request, app):
        return request.build_absolute_uri(reverse("organisation_callback", args=[self.row.key]))

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        self.nonce = derive_nonce(pkce_code_verifier)
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request, app, token, **kwargs):
        claims = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        numbers = self.row.organisation_numbers.split()
        if "email" not in claims or (numbers and ORGANISATION_NUMBER not in claims):
            user_info = self._fetch_user_info(token.token)
            if user_info.get("sub") != claims["sub"]:
                raise OAuth2Error("The provider reports another person.")
            claims = {name: user_info[name] for name in OF_USER_INFO if name in user_info} | claims
        if numbers and claims.get(ORGANISATION_NUMBER) not in numbers:
            raise OAuth2Error("The person belongs to another organisation.")
        found = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        found.authenticated_at, found.row = authenticated_at(claims), self.row
        return found

    def _decode_id_token(self, app, id_token):
        try:
            header = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("There is no ID token.") from error
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("The ID token is not signed.")
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.row.issuer,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not claims.keys() >= REQUIRED_CLAIMS or not constant_time_compare(
            claims.get("nonce", ""), self.nonce
        ):
            raise OAuth2Error("The ID token is not for this browser.")
        return claims


def authenticated_at(claims):
    """Return the time of sign-in at the provider (seconds), 0 if unknown."""
    auth_time = claims.get("auth_time")
    # min: the provider's clock may be ahead.
    return min(auth_time, time.time()) if isinstance(auth_time, (int, float)) else 0


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def list_apps(self, request, provider=None, client_id=None):
        # allauth asks by the key of a provider; its settings and its own table of apps are not used.
        row = known_provider(provider, STAFF)
        return [app_of(row)] if row else []

    def get_requests_session(self):
        session = super().get_requests_session()
        session.max_redirects = 0  # the configured provider answers itself: a redirect is an error
        return session

    def pre_social_login(self, request, sociallogin):
        try:
            sociallogin.user = _account_of(sociallogin)
        except actions.NoAccount:
            raise ImmediateHttpResponse(render(request, "account/no_account.html", status=403)) from None

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        # No personal data in the log.
        logger.warning("Sign-in through the organisation failed: %s %s", error, type(exception).__name__)
        raise ImmediateHttpResponse(render(request, "account/provider_failed.html", status=403))


def _account_of(sociallogin):
    may_vouch_for = sociallogin.row.may_vouch_for
    if not sociallogin.is_existing:
        vouched_for = (each.email for each in sociallogin.email_addresses if each.verified is True)
        return actions.link_provider(sociallogin.account, filter(may_vouch_for, vouched_for))
    if not factors.is_genuine_link(sociallogin.account):
        logger.error(
            "Link %s to the provider was not stored by the portal: it is refused.", sociallogin.account.pk
        )
        raise actions.NoAccount
    if not may_vouch_for(sociallogin.user.email):  # moved to another organisation
        raise actions.NoAccount
    return sociallogin.user


class SecondFactorStage(AuthenticateStage):
    """Login stage that accepts the second factor of a trusted provider."""

    def _should_handle(self, request):
        sociallogin = (self.login.signal_kwargs or {}).get("sociallogin")
        if sociallogin:
            authentication_state.set_provider_login_time(request, sociallogin.authenticated_at)
        if sociallogin and provider_verified_second_factor(sociallogin):
            record_authentication(
                request, self.login.user, "mfa", type="provider", at=sociallogin.authenticated_at
            )
            return False
        return super()._should_handle(request)


def provider_verified_second_factor(sociallogin):
    row, acr = sociallogin.row, sociallogin.account.extra_data.get("acr")
    return row.is_second_factor_trusted and (not row.acr_values or acr in row.levels)
