"""Key rotation for passwords and the secrets of second factors (see esfportal.security.key_rotation)."""

import logging

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Q

from accounts.models import User
from accounts.signing_in.factors import SECRET_FIELD, is_genuine_link, link_proof, reencrypt
from esfportal.security.encryption import Unreadable
from esfportal.security.key_rotation import reencrypt_batch, versions_of

logger = logging.getLogger(__name__)


class Secrets:
    name = "secrets of second factors"

    def versions(self):
        rows = Authenticator.objects.filter(type__in=SECRET_FIELD).values_list("type", "data")
        return versions_of(data[SECRET_FIELD[type_]] for type_, data in rows if SECRET_FIELD[type_] in data)

    def reencrypt(self, after, size):
        current = f"{settings.DATA_KEY_VERSION}:"
        older = Q(pk__in=[])
        for type_, name in SECRET_FIELD.items():
            older |= Q(type=type_, data__has_key=name) & ~Q(**{f"data__{name}__startswith": current})
        return reencrypt_batch(Authenticator.objects.filter(older), _reencrypt_rows, after=after, size=size)


def _reencrypt_rows(rows):
    return sum(map(_reencrypt, rows))


def _reencrypt(row):
    try:
        reencrypt(row)
    except Unreadable:
        logger.error(
            "The secret of second factor %s can't be read: its owner must be given a new one.", row.pk
        )
        return False
    row.save(update_fields=["data"])
    return True


class Passwords:
    name = "password hashes"

    def versions(self):
        return versions_of(self._encrypted().values_list("password", flat=True))

    def reencrypt(self, after, size):
        older = self._encrypted().exclude(password__startswith=f"{settings.DATA_KEY_VERSION}:")
        return reencrypt_batch(older, self._reencrypt_rows, after=after, size=size)

    def _reencrypt_rows(self, users):
        return sum(user.encrypt_password_again() for user in users)

    def _encrypted(self):
        return User.objects.filter(password__regex=r"^[0-9]+:")  # nosec B106  # noqa: S106  (a pattern)


class ProviderLinks:
    name = "links to the organisation's sign-in"

    def versions(self):
        return versions_of(self._proven().values_list("extra_data__proof", flat=True))

    def reencrypt(self, after, size):
        older = self._proven().exclude(extra_data__proof__startswith=f"{settings.DATA_KEY_VERSION}:")
        return reencrypt_batch(older, self._reencrypt_rows, after=after, size=size)

    def _reencrypt_rows(self, accounts):
        genuine = [account for account in accounts if is_genuine_link(account)]
        for account in genuine:
            account.extra_data["proof"] = link_proof(account.user_id, account.uid)
            account.save(update_fields=["extra_data"])
        return len(genuine)

    def _proven(self):
        return SocialAccount.objects.filter(extra_data__proof__regex=r"^[0-9]+:")


SECRETS = Secrets()
PROVIDER_LINKS = ProviderLinks()
PASSWORDS = Passwords()
