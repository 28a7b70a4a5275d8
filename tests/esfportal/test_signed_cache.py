import base64
import pickle
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


def write(key, value):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE esfportal_cache SET value = %s WHERE cache_key = %s", [value, cache.make_key(key)]
        )
        assert cursor.rowcount == 1


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("A pickle of the database was executed.",))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    [
        base64.b64encode(pickle.dumps(Bomb())).decode(),
        signing.dumps(0),
        signing.dumps(0, key="another key", salt="esfportal.cache::1:count"),
        "",
        "å:ä:ö",
    ],
    ids=["pickle", "no salt", "another key", "empty", "no signature"],
)
def test_a_row_written_by_other_means_counts_as_missing(value):
    cache.set("count", 3)
    write("count", value)
    assert cache.get("count") is None
    cache.set("count", 4)
    assert cache.get("count") == 4


@pytest.mark.django_db
def test_a_value_copied_to_another_key_counts_as_missing():
    cache.set("own", 1)
    cache.set("colleague", 20)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM esfportal_cache WHERE cache_key = %s", [cache.make_key("own")])
        (own,) = cursor.fetchone()
    write("colleague", own)
    assert cache.get("colleague", "missing") == "missing"


@pytest.mark.django_db
def test_values_last_as_long_as_asked_for():
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert cache.add("short", [1.5], timeout=60)
        assert not cache.add("short", [2.5], timeout=60)
        cache.set("long", {"a": 1}, timeout=None)
        clock.move_to(now + timedelta(seconds=61))
        assert cache.get("short") is None
        assert not cache.touch("short", 60)
        assert cache.add("short", [3.5], timeout=60)
        assert cache.touch("short", 600)
        clock.move_to(now + timedelta(seconds=300))
        assert cache.get_many(["short", "long"]) == {"short": [3.5], "long": {"a": 1}}
        assert cache.delete("short")
        assert not cache.delete("short")
        cache.set("short", 1, timeout=1)
        clock.move_to(now + timedelta(days=400))
        cache.delete_expired()
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key FROM esfportal_cache")
            assert cursor.fetchall() == [(cache.make_key("long"),)]
    cache.clear()
    assert cache.get("long") is None


class RoundTrip(TestCase):
    @given(JSON)
    def test_json_values_come_back_as_they_were(self, value):
        cache.set("value", value)
        assert cache.get("value", "missing") == value
