"""Guesses sent all at once: they are counted one by one, so that no more than five are looked at."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import SignInGuesses
from accounts.signing_in import lockout

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, HERE = "anna@example.org", "192.0.2.1"


def guess(_number):
    """A guess as a request makes it, in a transaction and on a connection of its own."""
    try:
        with transaction.atomic():
            return lockout.allow_attempt(lockout.PASSWORD, EMAIL, HERE)
    finally:
        connection.close()


def test_twenty_guesses_at_once_are_five():
    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(guess, range(20)))
    assert looked_at.count(True) == lockout.LIMIT
    assert SignInGuesses.objects.count() == 2
