from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import OwnerMakesSuperusers
from accounts.models.organisations import Organisation
from accounts.models.password import PasswordField, StoredPassword, encrypt_password
from esfportal.database.bulk_copy import reserve_ids

MISSING = object()


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    password = PasswordField(_("password"), max_length=255)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    full_name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
        help_text=_("Decides which version of a report a funder reads."),
    )
    manages_officers = models.BooleanField(
        _("manages the organisation's officers"),
        default=False,
        db_default=False,
        help_text=_("Gives and ends the roles of its funders in the projects that the organisation funds."),
    )
    is_staff = models.BooleanField(
        _("may open the administration"),
        default=False,
        help_text=_("Administrators of users and organisations; gives no access to participants."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Clear this instead of deleting the user.")
    )
    date_joined = models.DateTimeField(_("added"), default=timezone.now)

    objects = UserManager()
    unread_notifications = 0  # read with the memberships (accounts.access.unread_notifications)
    _read: Mapping = MappingProxyType({})  # the columns as they were read or saved last

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "email"]
        triggers = [OwnerMakesSuperusers()]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already a user with this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(manages_officers=False) | Q(organisation__isnull=False),
                name="user_manages_officers_of_an_organisation",
                violation_error_message=_("Choose the organisation whose officers the user manages."),
            ),
        ]

    def __str__(self):
        return self.full_name or self.email

    def get_short_name(self):
        return self.full_name or self.email

    @classmethod
    def from_db(cls, *args, **kwargs):
        user = super().from_db(*args, **kwargs)
        user._read = user.__dict__.copy()
        return user

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using, fields, from_queryset)
        self._remember(fields)

    def save(self, **kwargs):
        if self._state.adding and self.pk is None:
            # Before the INSERT, because the password is encrypted for the key.
            (self.pk,) = reserve_ids(type(self), 1)
            kwargs["force_insert"] = True
        elif not self._state.adding and kwargs.get("update_fields") is None:
            # Another request may have changed the other columns since the user was read.
            kwargs["update_fields"] = self._changed_columns()
        super().save(**kwargs)
        self._remember(kwargs.get("update_fields"))

    def _changed_columns(self):
        return [name for name, value in self._columns().items() if value != self._read.get(name, MISSING)]

    def _remember(self, fields):
        columns = self._columns()
        if fields is not None:
            names = {self._meta.get_field(name).attname for name in fields}
            columns = {name: value for name, value in columns.items() if name in names}
        self._read = {**self._read, **columns}

    def _columns(self):
        """Return the loaded columns as they would be written."""
        fields = [field for field in self._meta.concrete_fields if not field.primary_key]
        return {
            field.attname: field.pre_save(self, add=False)
            for field in fields
            if field.attname in self.__dict__
        }

    def check_password(self, raw_password):
        return check_password(raw_password, self.password, self._store_stronger_hash)

    def _store_stronger_hash(self, raw_password):
        # Not save(): another request may have replaced the password since the user was read.
        stored = StoredPassword(encrypt_password(self.pk, make_password(raw_password)))
        if type(self).objects.filter(pk=self.pk, password=self._read["password"]).update(password=stored):
            self.password = stored
            self._remember(["password"])

    def encrypt_password_again(self):
        """Encrypt the password under the current key; return False if it can't be read."""
        if not self.has_usable_password():
            return False
        self.password = str(self.password)
        self.save(update_fields=["password"])
        return True

    def _get_session_auth_hash(self, secret=None):
        # Includes the e-mail, so that sessions end when the address changes, as with the password.
        key_salt = "accounts.models.User.session"
        value = f"{self.password}:{self.email}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()
