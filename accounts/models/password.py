"""The column of password hashes: encrypted for its user, so that SQL neither reads nor replaces one (ADR 112)."""

import logging

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from esfportal.security.encryption import Unreadable, decrypt_text, encrypt_text

logger = logging.getLogger(__name__)
PURPOSE = "user.password"


class StoredPassword(str):
    """The column's text: key version and encrypted hash, or an unusable password."""


class PasswordHash(str):
    """A hash as Django knows it, with the column's text that it was read from."""

    stored: str
    owner: int


class _Password(DeferredAttribute):
    """Decrypts on first use: most users are read without their password."""

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, StoredPassword):
            value = instance.__dict__[self.field.attname] = _open(instance.pk, value)
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class PasswordField(models.CharField):
    descriptor_class = _Password

    def from_db_value(self, value, expression, connection):
        return value if value is None else StoredPassword(value)

    def pre_save(self, model_instance, add):
        value = model_instance.__dict__[self.attname]
        if isinstance(value, StoredPassword):
            return value
        if not isinstance(value, PasswordHash) or value.owner != model_instance.pk:
            value = model_instance.__dict__[self.attname] = _hash(
                model_instance.pk, value, encrypt_password(model_instance.pk, value)
            )
        return StoredPassword(value.stored)  # the same text: saving a user is not a change of the password

    def get_db_prep_save(self, value, connection):
        is_plain = isinstance(value, str) and not isinstance(value, StoredPassword)
        if is_plain and not value.startswith(UNUSABLE_PASSWORD_PREFIX):  # from update(), which has no user
            raise ValueError("A password is saved with its user, whose key it is encrypted for.")
        return super().get_db_prep_save(value, connection)


def encrypt_password(user_pk, value):
    """Return the column's text for a hash."""
    if value.startswith(UNUSABLE_PASSWORD_PREFIX):
        return value
    if user_pk is None:
        raise ValueError("A user has a primary key before a password is encrypted for it.")
    return encrypt_text(PURPOSE, user_pk, value)


def _open(user_pk, stored):
    if stored.startswith(UNUSABLE_PASSWORD_PREFIX):
        return _hash(user_pk, stored, stored)
    try:
        return _hash(user_pk, decrypt_text(PURPOSE, user_pk, stored), stored)
    except Unreadable:
        # Written by other means than the portal, for another user, or its key has been removed.
        logger.error("The password of user %s can't be read: a new one must be chosen.", user_pk)
        return _hash(user_pk, make_password(None), stored)


def _hash(user_pk, text, stored):
    made = PasswordHash(text)
    made.stored, made.owner = str(stored), user_pk
    return made
