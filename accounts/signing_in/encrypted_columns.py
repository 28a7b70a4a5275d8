"""Key rotation for the secrets of second factors (see esfportal.security.key_rotation)."""

import logging
from collections import Counter

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.signing_in.factors import SECRET_FIELD, decrypt_secret, encrypt_secret
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
    name = SECRET_FIELD[row.type]
    try:
        row.data[name] = encrypt_secret(row.user_id, decrypt_secret(row.user_id, row.data[name]))
    except Unreadable:
        logger.error(
            "The secret of second factor %s can't be read: its owner must be given a new one.", row.pk
        )
        return False
    row.save(update_fields=["data"])
    return True


SECRETS = Secrets()
