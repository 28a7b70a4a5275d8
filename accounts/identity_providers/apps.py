from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityProvidersConfig(AppConfig):
    name = "accounts.identity_providers"
    verbose_name = _("E-identification services")
