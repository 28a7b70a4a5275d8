import os

from django.apps import AppConfig
from django.core.checks import Warning, register
from django.utils.translation import gettext_lazy as _


class IdentityProvidersConfig(AppConfig):
    name = "accounts.identity_providers"
    verbose_name = _("OpenID providers")

    def ready(self):
        register(former_variables_are_unset)


def former_variables_are_unset(app_configs, **kwargs):
    if not os.environ.get("ESFPORTAL_OIDC_ISSUER"):
        return []
    return [
        Warning(
            "The variables ESFPORTAL_OIDC_… are not read any more: the organisation's sign-in is off.",
            hint='Describe the provider in a file with purpose = "staff" and key = "organisation", load it with '
            "`manage.py load_identity_provider`, and unset the variables. docs/operations.md says how.",
            id="identity_providers.W001",
        )
    ]
