"""Lockout: five wrong attempts pause sign-in for a quarter of an hour (ADR 76)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import FailedSignIns

# Passwords are counted for the account and the client's address together, and with a higher limit for the
# account alone. Unknown accounts are counted in the same way. Only keyed hashes are stored.

LIMIT = 5
LIMIT_FOR_ALL_ADDRESSES = 50  # distributed guessing, without locking out an office that mistypes
PAUSE = timedelta(minutes=15)
ANY_ADDRESS = ""
PASSWORD, CODE = "password", "code"


def account_key(what, email):
    return _hash(f"{what}:{email.strip().casefold()}")


def _hash(text):
    return salted_hmac("accounts.signing_in.lockout", text, algorithm="sha256").hexdigest()


def _counters(what, email, address):
    """Return (client, limit) of each counter for an attempt."""
    if what == CODE:  # the attacker has the password already, so the address does not matter
        return [(ANY_ADDRESS, LIMIT)]
    return [(_hash(f"address:{address}"), LIMIT), (ANY_ADDRESS, LIMIT_FOR_ALL_ADDRESSES)]


@transaction.atomic
def allow_attempt(what, email, address=ANY_ADDRESS):
    """Count an attempt in advance; return False if there were too many."""
    # Counted before the check and under a row lock, so that parallel attempts are counted one by one.
    account, now = account_key(what, email), timezone.now()
    rows = []
    for client, limit in _counters(what, email, address):
        FailedSignIns.objects.bulk_create(
            [FailedSignIns(account=account, client=client)], ignore_conflicts=True
        )
        row = FailedSignIns.objects.select_for_update().get(account=account, client=client)
        if row.paused_until and row.paused_until > now:
            return False
        rows.append((row, limit))
    for row, limit in rows:
        row.add_attempt(now, limit, PAUSE)
    return True


def is_paused(what, email, address=ANY_ADDRESS):
    rows = FailedSignIns.objects.filter(
        account=account_key(what, email), client__in=_clients(what, email, address)
    )
    return rows.filter(paused_until__gt=timezone.now()).exists()


def record_success(what, email, address=ANY_ADDRESS):
    """Undo the count of this attempt, and reset this address's counter."""
    own, *others = _clients(what, email, address)
    counts = FailedSignIns.objects.filter(account=account_key(what, email))
    counts.filter(client=own).delete()
    counts.filter(client__in=others, guesses__gt=0).update(guesses=F("guesses") - 1)


def _clients(what, email, address):
    return [client for client, _limit in _counters(what, email, address)]


def unlock(email):
    keys = [account_key(what, email) for what in (PASSWORD, CODE)]
    return FailedSignIns.objects.filter(account__in=keys).delete()[0]


def delete_old():
    old = timezone.now() - 2 * PAUSE
    return FailedSignIns.objects.filter(
        Q(paused_until__isnull=True) | Q(paused_until__lt=timezone.now()), since__lt=old
    ).delete()[0]
