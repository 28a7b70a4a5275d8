from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.languages import in_language
from esfportal.security.encryption import decrypt, encrypt

SECRET = "identity_provider.secret"  # noqa: S105  (the purpose of a key)  # nosec B105


class IdentityProvider(models.Model):
    """An OpenID provider of e-identification, by which participants open their own page."""

    key = models.SlugField(_("name in addresses"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    issuer = models.URLField(
        _("issuer"),
        validators=[URLValidator(schemes=["https", "http"])],
    )
    client_id = models.CharField(_("client ID"), max_length=200)
    # Bound to the row's key, so that it can not be moved to another provider.
    secret_encrypted = models.BinaryField(editable=False, null=True)
    secret_key_version = models.PositiveSmallIntegerField(editable=False, null=True)
    scopes = models.CharField(
        _("scopes"),
        max_length=300,
        default="openid https://id.oidc.se/scope/naturalPersonNumber",
    )
    acr_values = models.CharField(
        _("levels of assurance"),
        max_length=300,
        default="http://id.elegnamnden.se/loa/1.0/loa3 http://id.elegnamnden.se/loa/1.0/loa4",
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("e-identification service")
        verbose_name_plural = _("e-identification services")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(acr_values=""), name="identity_provider_states_its_levels"),
        ]

    def __str__(self):
        return self.key

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    def write_secret(self, text):
        self.secret_encrypted, self.secret_key_version = encrypt(SECRET, self.pk, text.encode())

    @property
    def secret(self):
        """Return the client secret; raises Unreadable."""
        return decrypt(SECRET, self.pk, self.secret_encrypted, self.secret_key_version).decode()


IdentityProviderHistory = track(
    IdentityProvider, hidden={"secret": ["secret_encrypted", "secret_key_version"]}
)
