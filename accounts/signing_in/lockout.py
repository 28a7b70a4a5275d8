"""Five wrong guesses, and guessing is paused for a quarter of an hour.

Passwords are counted for an account and the address that guesses, and, more generously, for an account
from everywhere. Codes are counted for the account alone: whoever guesses them has the password already.
An account that does not exist is counted like one that does. Neither e-mail nor address stands in the
table, only keyed hashes of them. The table holds over all processes; see docs/adr/0076.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import SignInGuesses

LIMIT = 5
LIMIT_FOR_ALL_ADDRESSES = 50  # several addresses at once: a botnet, or a whole town hall that mistypes
PAUSE = timedelta(minutes=15)
ANY_ADDRESS = ""
PASSWORD, CODE = "password", "code"


def account_key(what, email):
    return _hash(f"{what}:{email.strip().casefold()}")


def _hash(text):
    return salted_hmac("accounts.signing_in.lockout", text, algorithm="sha256").hexdigest()


def _counters(what, email, address):
    """(client, limit) of each count that a guess goes into."""
    if what == CODE:
        return [(ANY_ADDRESS, LIMIT)]
    return [(_hash(f"address:{address}"), LIMIT), (ANY_ADDRESS, LIMIT_FOR_ALL_ADDRESSES)]


@transaction.atomic
def allow_attempt(what, email, address=ANY_ADDRESS):
    """Count a guess before it is looked at; False when there were too many.

    Counted first, and the rows held, so that guesses sent all at once are counted one by one.
    """
    account, now = account_key(what, email), timezone.now()
    rows = []
    for client, limit in _counters(what, email, address):
        SignInGuesses.objects.bulk_create(
            [SignInGuesses(account=account, client=client)], ignore_conflicts=True
        )
        row = SignInGuesses.objects.select_for_update().get(account=account, client=client)
        if row.paused_until and row.paused_until > now:
            return False
        rows.append((row, limit))
    for row, limit in rows:
        row.count(now, limit, PAUSE)
    return True


def is_paused(what, email, address=ANY_ADDRESS):
    """Whether the last guess was one too many."""
    rows = SignInGuesses.objects.filter(
        account=account_key(what, email), client__in=_clients(what, email, address)
    )
    return rows.filter(paused_until__gt=timezone.now()).exists()


def record_success(what, email, address=ANY_ADDRESS):
    """The guess was no guess: it does not count, nor do those before it from the same address."""
    own, *others = _clients(what, email, address)
    counts = SignInGuesses.objects.filter(account=account_key(what, email))
    counts.filter(client=own).delete()
    counts.filter(client__in=others, guesses__gt=0).update(guesses=F("guesses") - 1)


def _clients(what, email, address):
    return [client for client, _limit in _counters(what, email, address)]


def unlock(email):
    """Let the account's owner try again at once, from everywhere; returns how many pauses there were."""
    keys = [account_key(what, email) for what in (PASSWORD, CODE)]
    return SignInGuesses.objects.filter(account__in=keys).delete()[0]


def delete_old():
    """Counts that no longer count are deleted."""
    old = timezone.now() - 2 * PAUSE
    return SignInGuesses.objects.filter(
        Q(paused_until__isnull=True) | Q(paused_until__lt=timezone.now()), since__lt=old
    ).delete()[0]
