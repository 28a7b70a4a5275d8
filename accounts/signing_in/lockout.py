"""Lockout: five wrong attempts pause sign-in for a quarter of an hour (ADR 76)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, Sum, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import FailedSignIns
from accounts.signing_in.devices import UNKNOWN

# Passwords are counted for the account and the client's address together, and with a higher limit for the
# account alone and for the address alone. Unknown accounts are counted in the same way. A device on which the
# account has signed in before is counted by itself. Only keyed hashes are stored.

LIMIT = 5
LIMIT_FOR_ALL_ADDRESSES = 50  # distributed guessing, without locking out an office that mistypes
LIMIT_FOR_ALL_ACCOUNTS = 50  # wrong passwords from one address, by unknown devices
PAUSE = timedelta(minutes=15)
ANYWHERE = ""
PASSWORD, CODE = "password", "code"


def account_key(what, email):
    return _hash(f"{what}:{email.strip().casefold()}")


def _hash(text):
    return salted_hmac("accounts.signing_in.lockout", text, algorithm="sha256").hexdigest()


def _counters(what, origin):
    """Return (client, limit) of each counter for an attempt."""
    if origin.device:
        return [(_hash(f"device:{origin.device}"), LIMIT)]
    if what == CODE:  # the attacker has the password already, so the address does not matter
        return [(ANYWHERE, LIMIT)]
    return [(_client(origin.address), LIMIT), (ANYWHERE, LIMIT_FOR_ALL_ADDRESSES)]


def _client(address):
    return _hash(f"address:{address}")


@transaction.atomic
def allow_attempt(what, email, origin=UNKNOWN):
    """Count an attempt in advance; return False if there were too many."""
    # Counted before the check and under a row lock, so that parallel attempts are counted one by one.
    account, now = account_key(what, email), timezone.now()
    if what == PASSWORD and not origin.device and _is_address_paused(origin.address, now):
        return False
    rows = []
    for client, limit in _counters(what, origin):
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


def _is_address_paused(address, now):
    # A sum without a lock: the first sign-ins of a morning from one address must not wait for each other.
    failed = Case(
        When(paused_until__gt=now, then=Value(LIMIT)), default=F("guesses"), output_field=IntegerField()
    )
    recent = FailedSignIns.objects.filter(client=_client(address), since__gt=now - PAUSE)
    return (recent.aggregate(all=Sum(failed))["all"] or 0) >= LIMIT_FOR_ALL_ACCOUNTS


def is_paused(what, email, origin=UNKNOWN):
    rows = FailedSignIns.objects.filter(account=account_key(what, email), client__in=_clients(what, origin))
    return rows.filter(paused_until__gt=timezone.now()).exists()


def record_success(what, email, origin=UNKNOWN):
    """Undo the count of this attempt, and reset the counter of this address or device."""
    own, *others = _clients(what, origin)
    counts = FailedSignIns.objects.filter(account=account_key(what, email))
    counts.filter(client=own).delete()
    counts.filter(client__in=others, guesses__gt=0).update(guesses=F("guesses") - 1)


def _clients(what, origin):
    return [client for client, _limit in _counters(what, origin)]


def unlock(email):
    keys = [account_key(what, email) for what in (PASSWORD, CODE)]
    return FailedSignIns.objects.filter(account__in=keys).delete()[0]


def delete_old():
    old = timezone.now() - 2 * PAUSE
    return FailedSignIns.objects.filter(
        Q(paused_until__isnull=True) | Q(paused_until__lt=timezone.now()), since__lt=old
    ).delete()[0]
