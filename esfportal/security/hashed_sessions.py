"""Store sessions under a digest of their key, with content that is signed for this key (ADR 108)."""

# A reader of the table, a dump or a backup has no key for a cookie. An attacker who writes to it cannot make a session
# either: content that is copied to another row has no valid signature. The portal has no asynchronous views, so
# Django's asynchronous methods are not replaced.

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

DIGITS = 40  # the column's length; 160 bits


def stored_key(session_key: str | None) -> str:
    """Return the key of the session's row. The cookie's key is random, so that it needs no salt."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:DIGITS]


class SessionStore(db.SessionStore):
    """Session whose `session_key` is in the browser only."""

    def _row_key(self, session_key: str) -> str:
        return stored_key(session_key)

    @property
    def key_salt(self) -> str:
        return f"esfportal.sessions.{self._row_key(self.session_key or '')}"

    _read: list[Session] | None = None  # what `keep` was given, for the first use of the session

    @property
    def is_read(self) -> bool:
        return self.session_key is None or hasattr(self, "_session_cache")

    def keep(self, rows: list[Session]) -> None:
        """Use these rows, which were read together with others: that of the session, or none."""
        self._read = rows

    def exists(self, session_key: str) -> bool:
        return super().exists(self._row_key(session_key))

    def _get_session_from_db(self) -> Session | None:
        rows, self._read = self._read, None
        if rows is None:
            key = self._row_key(self.session_key or "")
            rows = self.model.objects.filter(pk=key, expire_date__gt=timezone.now())[:1]
        row = next(iter(rows), None)
        if row is None:
            self._session_key = None
        return row

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        key = self._get_or_create_session_key()
        return self.model(
            session_key=self._row_key(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(pk=self._row_key(key)).delete()


class StoredSession(SessionStore):
    """Session of a row, for lists of sessions and to end one. Never made with a key from a browser."""

    def _row_key(self, session_key: str) -> str:
        return session_key
