"""Cache backend: signed JSON in a table of the database."""

# Django's own database cache stores pickles, so whoever can write a row of its table runs code in the web process.

from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class SignedCache(BaseCache):
    """A cache of values that JSON can hold. A row that was changed by other means counts as missing."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        key = self.make_and_validate_key(key, version=version)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT value FROM esfportal_cache WHERE cache_key = %s AND expires > %s",
                [key, timezone.now()],
            )
            row = cursor.fetchone()
        if row is None:
            return default
        try:
            return signing.loads(row[0], salt=_salt(key))
        except signing.BadSignature:  # or signed with a SECRET_KEY that was replaced
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._store(key, value, timeout, version, replace_until=NEVER)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._store(key, value, timeout, version, replace_until=timezone.now())

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._change(
            "UPDATE esfportal_cache SET expires = %s WHERE cache_key = %s AND expires > %s",
            [self._expiry(timeout), self.make_and_validate_key(key, version=version), timezone.now()],
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._change(
            "DELETE FROM esfportal_cache WHERE cache_key = %s",
            [self.make_and_validate_key(key, version=version)],
        )

    def clear(self) -> None:
        self._change("DELETE FROM esfportal_cache", [])

    def delete_expired(self) -> None:
        self._change("DELETE FROM esfportal_cache WHERE expires <= %s", [timezone.now()])

    def _store(
        self, key: str, value: Any, timeout: Any, version: int | None, *, replace_until: datetime
    ) -> bool:
        key = self.make_and_validate_key(key, version=version)
        return self._change(
            "INSERT INTO esfportal_cache AS old (cache_key, value, expires) VALUES (%s, %s, %s)"
            " ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires"
            " WHERE old.expires <= %s",
            [key, signing.dumps(value, salt=_salt(key)), self._expiry(timeout), replace_until],
        )

    def _expiry(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return NEVER if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)

    def _change(self, statement: str, values: list[Any]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount > 0


def _salt(key: str) -> str:
    return f"esfportal.cache:{key}"  # a value copied to another key has a wrong signature
