"""Sealing anew, under the current key, what was sealed under an older one, while the portal is in use.

Each app says in its AppConfig what it keeps sealed: `sealed = ["package.module.STORE", …]`. A store has

    name                what it holds, in words
    versions()          {key version: how many rows}
    reseal(after, size) one batch of rows that are not under the current key, later than the key `after`;
                        a Batch, whose `last` is None when there are no more

Rows are locked one batch at a time and passed over where somebody else holds them. What is done stays
done: a rotation that was stopped goes on where it was, and one that is through changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.module_loading import import_string

from esfportal.sealing import Unreadable, seal, unseal


@dataclass(frozen=True)
class Batch:
    resealed: int
    unreadable: int
    last: Any  # the last row's key; None: there are no more rows


@dataclass(frozen=True)
class SealedColumn:
    """Sealed bytes in the column `content` of a model, their key's version in `version`.

    on_unreadable(row): told of a row that does not open.
    """

    name: str
    model: str
    purpose: str
    content: str
    version: str
    on_unreadable: Callable | None = None

    @property
    def rows(self):
        return apps.get_model(self.model).objects.filter(**{f"{self.version}__isnull": False})

    def versions(self):
        found = self.rows.order_by().values_list(self.version).annotate(Count("pk"))
        return dict(found)

    def reseal(self, after, size):
        older = self.rows.exclude(**{self.version: settings.DATA_KEY_VERSION}).order_by("pk")
        if after is not None:
            older = older.filter(pk__gt=after)
        with transaction.atomic():
            rows = list(older.select_for_update(of=("self",), skip_locked=True, no_key=True)[:size])
            readable = [row for row in rows if self._reseal(row)]
            apps.get_model(self.model).objects.bulk_update(readable, [self.content, self.version])
        return Batch(len(readable), len(rows) - len(readable), rows[-1].pk if rows else None)

    def _reseal(self, row):
        try:
            plain = unseal(self.purpose, row.pk, getattr(row, self.content), getattr(row, self.version))
        except Unreadable:
            if self.on_unreadable:
                self.on_unreadable(row)
            return False
        sealed, version = seal(self.purpose, row.pk, plain)
        setattr(row, self.content, sealed)
        setattr(row, self.version, version)
        return True


def stores():
    """Everything that is sealed, of every app."""
    return [import_string(path) for app in apps.get_app_configs() for path in getattr(app, "sealed", ())]
