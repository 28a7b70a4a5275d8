"""Key rotation: encrypt stored data again under the current key, while the portal is in use.

settings.ENCRYPTED_COLUMNS names the stores to rotate.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.utils.module_loading import import_string

from esfportal.security.encryption import Unreadable, decrypt, encrypt


@dataclass(frozen=True)
class Batch:
    reencrypted: int
    unreadable: int
    last: Any  # the last row's primary key; None: there are no more rows


class Store(Protocol):
    @property
    def name(self) -> str: ...  # the content in words

    def versions(self) -> dict[int, int]:
        """Return the number of rows by key version."""

    def reencrypt(self, after: Any, size: int) -> Batch:
        """Encrypt a batch of rows with primary keys after `after`."""


@dataclass(frozen=True)
class EncryptedColumn:
    """A store: the column `content` of a model, with the version of its key in the column `version`."""

    name: str
    model: str
    purpose: str
    content: str
    version: str
    on_unreadable: Callable[[Model], object] | None = None  # called with a row that cannot be decrypted

    @property
    def rows(self) -> QuerySet:
        return apps.get_model(self.model).objects.filter(**{f"{self.version}__isnull": False})

    def versions(self) -> dict[int, int]:
        found = self.rows.order_by().values_list(self.version).annotate(Count("pk"))
        return dict(found)

    def reencrypt(self, after: Any, size: int) -> Batch:
        older = self.rows.exclude(**{self.version: settings.DATA_KEY_VERSION})
        return reencrypt_batch(older, self._reencrypt_rows, after=after, size=size)

    def _reencrypt_rows(self, rows: list[Model]) -> int:
        readable = [row for row in rows if self._reencrypt(row)]
        apps.get_model(self.model).objects.bulk_update(readable, [self.content, self.version])
        return len(readable)

    def _reencrypt(self, row: Model) -> bool:
        try:
            plain = decrypt(self.purpose, row.pk, getattr(row, self.content), getattr(row, self.version))
        except Unreadable:
            if self.on_unreadable:
                self.on_unreadable(row)
            return False
        encrypted, version = encrypt(self.purpose, row.pk, plain)
        setattr(row, self.content, encrypted)
        setattr(row, self.version, version)
        return True


def reencrypt_batch(
    older: QuerySet, reencrypt: Callable[[list[Model]], int], *, after: Any, size: int
) -> Batch:
    """Pass the next rows to `reencrypt`, which returns how many of them it could read."""
    older = older.order_by("pk")
    if after is not None:
        older = older.filter(pk__gt=after)
    with transaction.atomic():
        # Rows that are locked by others are skipped; the next pass takes them.
        rows = list(older.select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
        done = reencrypt(rows)
    return Batch(done, len(rows) - done, rows[-1].pk if rows else None)


def versions_of(texts: Iterable[str]) -> dict[int, int]:
    """Return the number of texts of encrypt_text() by key version."""
    return dict(Counter(int(text.partition(":")[0]) for text in texts))


def stores() -> list[Store]:
    return [import_string(path) for path in settings.ENCRYPTED_COLUMNS]
