from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.languages import in_language
from esfportal.security.encryption import decrypt, encrypt

SECRET = "identity_provider.secret"  # noqa: S105  (the purpose of a key)  # nosec B105


class IdentityProvider(models.Model):
    """An OpenID provider, by which participants open their own page, or staff sign in to their accounts."""

    class Purpose(models.TextChoices):
        PARTICIPANT = "participant", _("participants' own pages")
        STAFF = "staff", _("accounts of staff")

    class Authentication(models.TextChoices):
        SECRET = "client_secret", _("a secret")
        PRIVATE_KEY = "private_key_jwt", _("signed with the portal's key")

    purpose = models.CharField(_("purpose"), max_length=11, choices=Purpose, default=Purpose.PARTICIPANT)
    key = models.SlugField(_("name in addresses"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    issuer = models.URLField(
        _("issuer"),
        validators=[URLValidator(schemes=["https", "http"])],
    )
    client_id = models.CharField(_("client ID"), max_length=200)
    authentication = models.CharField(
        _("how the portal proves its identity"),
        max_length=15,
        choices=Authentication,
        default=Authentication.SECRET,
    )
    # The secret, or the private key. Bound to the row's key, so that it can not be moved to another provider.
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
        blank=True,  # of staff: each level
        default="http://id.elegnamnden.se/loa/1.0/loa3 http://id.elegnamnden.se/loa/1.0/loa4",
    )
    is_user_info_signed = models.BooleanField(_("UserInfo is signed"), default=True)
    # Of staff: other addresses and other organisations' members are not signed in.
    domains = models.CharField(_("domains of e-mail addresses"), max_length=500, blank=True)
    organisation_numbers = models.CharField(_("organisation numbers"), max_length=300, blank=True)
    is_second_factor_trusted = models.BooleanField(_("counts as two factors"), default=False)
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("OpenID provider")
        verbose_name_plural = _("OpenID providers")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="staff") | ~Q(acr_values=""), name="identity_provider_states_its_levels"
            ),
            models.CheckConstraint(
                condition=Q(purpose="staff", authentication="client_secret", is_user_info_signed=False)
                & ~Q(domains="")
                | Q(
                    purpose="participant", domains="", organisation_numbers="", is_second_factor_trusted=False
                ),
                name="identity_provider_of_staff_has_domains",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def display_name(self):
        return in_language(self.name, self.name_en)

    @property
    def has_private_key(self):
        return self.authentication == self.Authentication.PRIVATE_KEY

    @property
    def levels(self):
        return self.acr_values.split()

    def may_vouch_for(self, address):
        return address.rpartition("@")[2].lower() in self.domains.split()

    def write_secret(self, text):
        self.secret_encrypted, self.secret_key_version = encrypt(SECRET, self.pk, text.encode())

    @property
    def secret(self):
        """Return the client secret or the private key; raises Unreadable."""
        return decrypt(SECRET, self.pk, self.secret_encrypted, self.secret_key_version).decode()


IdentityProviderHistory = track(
    IdentityProvider, hidden={"secret": ["secret_encrypted", "secret_key_version"]}
)
