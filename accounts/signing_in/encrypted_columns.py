"""Key rotation for passwords and the secrets of second factors (see esfportal.security.key_rotation)."""

import logging
from collections import Counter

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.signing_in.factors import SECRET_FIELD, is_genuine_link, link_proof, reencrypt
from esfportal.security.encryption import Unreadable
from esfportal.security.key_rotation import Batch

logger = logging.getLogger(__name__)


class Secrets:
    name = "secrets of second factors"

    def versions(self):
        rows = Authenticator.objects.filter(type__in=SECRET_FIELD).values_list("type", "data")
        texts = [data[SECRET_FIELD[type_]] for type_, data in rows if SECRET_FIELD[type_] in data]
        return dict(Counter(int(text.partition(":")[0]) for text in texts))

    def reencrypt(self, after, size):
        current = f"{settings.DATA_KEY_VERSION}:"
        older = Q(pk__in=[])
        for type_, name in SECRET_FIELD.items():
            older |= Q(type=type_, data__has_key=name) & ~Q(**{f"data__{name}__startswith": current})
        rows = Authenticator.objects.filter(older).order_by("pk")
        if after is not None:
            rows = rows.filter(pk__gt=after)
        with transaction.atomic():
            taken = list(rows.select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
            done = sum(map(_reencrypt, taken))
        return Batch(done, len(taken) - done, taken[-1].pk if taken else None)


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
        texts = self._encrypted().values_list("password", flat=True)
        return dict(Counter(int(text.partition(":")[0]) for text in texts))

    def reencrypt(self, after, size):
        older = self._encrypted().exclude(password__startswith=f"{settings.DATA_KEY_VERSION}:").order_by("pk")
        if after is not None:
            older = older.filter(pk__gt=after)
        with transaction.atomic():
            taken = list(older.select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
            done = sum(user.encrypt_password_again() for user in taken)
        return Batch(done, len(taken) - done, taken[-1].pk if taken else None)

    def _encrypted(self):
        return User.objects.filter(password__regex=r"^[0-9]+:")  # nosec B106  # noqa: S106  (a pattern)


class ProviderLinks:
    name = "links to the organisation's sign-in"

    def versions(self):
        texts = self._proven().values_list("extra_data__proof", flat=True)
        return dict(Counter(int(text.partition(":")[0]) for text in texts))

    def reencrypt(self, after, size):
        older = (
            self._proven()
            .exclude(extra_data__proof__startswith=f"{settings.DATA_KEY_VERSION}:")
            .order_by("pk")
        )
        if after is not None:
            older = older.filter(pk__gt=after)
        with transaction.atomic():
            taken = list(older.select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
            genuine = [account for account in taken if is_genuine_link(account)]
            for account in genuine:
                account.extra_data["proof"] = link_proof(account.user_id, account.uid)
                account.save(update_fields=["extra_data"])
        return Batch(len(genuine), len(taken) - len(genuine), taken[-1].pk if taken else None)

    def _proven(self):
        return SocialAccount.objects.filter(extra_data__proof__regex=r"^[0-9]+:")


SECRETS = Secrets()
PROVIDER_LINKS = ProviderLinks()
PASSWORDS = Passwords()
