"""Single sign-on settings: an organisation's own OpenID Connect provider, from the environment."""

import os
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from esfportal.environment import flag, required, words

ID = "organisation"


@dataclass(frozen=True)
class SingleSignOn:
    issuer: str
    client_id: str
    secret: str
    label: str
    trusted: bool = False  # a sign-in there can count as two factors
    acr: tuple[str, ...] = ()  # the authentication context classes that do; empty: all
    domains: tuple[str, ...] = ()  # of the e-mail addresses it may sign in; empty: all (never in production)

    def may_vouch_for(self, address: str) -> bool:
        return not self.domains or address.rpartition("@")[2].lower() in self.domains


def from_environment(*, production: bool) -> SingleSignOn | None:
    """Return the provider that ESFPORTAL_OIDC_… describes, or None without ESFPORTAL_OIDC_ISSUER."""
    issuer = os.environ.get("ESFPORTAL_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    if production and not issuer.startswith("https://"):
        raise ImproperlyConfigured("ESFPORTAL_OIDC_ISSUER must begin with https://.")
    domains = tuple(domain.lower() for domain in words("ESFPORTAL_OIDC_DOMAINS"))
    if production and not domains:
        raise ImproperlyConfigured(
            "ESFPORTAL_OIDC_DOMAINS is missing. Write what follows the @ in the organisation's own addresses, "
            "separated by commas: the provider signs in no other addresses."
        )
    return SingleSignOn(
        issuer=issuer,
        client_id=required(
            "ESFPORTAL_OIDC_CLIENT_ID", "The provider gives it when the portal is registered."
        ),
        secret=required("ESFPORTAL_OIDC_SECRET", "The provider gives it when the portal is registered."),
        label=os.environ.get("ESFPORTAL_OIDC_LABEL") or _("my organisation"),
        trusted=flag("ESFPORTAL_OIDC_SECOND_FACTOR"),
        acr=tuple(os.environ.get("ESFPORTAL_OIDC_ACR", "").split()),
        domains=domains,
    )


def providers(provider: SingleSignOn | None) -> dict[str, Any]:
    if provider is None:
        return {}
    app = {
        "provider_id": ID,
        "name": provider.label,
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
    }
    return {"openid_connect": {"APPS": [app]}}
