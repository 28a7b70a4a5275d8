"""Parallel sign-in attempts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import FailedSignIns
from accounts.signing_in import lockout
from accounts.signing_in.devices import Origin

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, HERE = "anna@example.org", "192.0.2.1"


def attempt(_number):  # in a transaction and on a connection of its own, like a request
    """A guess as a request makes it, in a transaction and on a connection of its own."""
    try:
        with transaction.atomic():
            return lockout.allow_attempt(lockout.PASSWORD, EMAIL, Origin(HERE))
    finally:
        connection.close()


def test_parallel_attempts_are_counted_one_by_one():
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(attempt, range(20)))
    assert allowed.count(True) == lockout.LIMIT
    assert FailedSignIns.objects.count() == 2
