"""Known devices: browsers in which a user has signed in before, by a signed cookie."""

# A municipality leaves by one address. Attempts from a known device have a count of their own, so that nobody
# else at the address, or anywhere, can pause a colleague's sign-in (ADR 76).

from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string, salted_hmac

SALT = "accounts.signing_in.devices"
MAX_AGE = 180 * 24 * 3600  # seconds
MOST_ACCOUNTS = 20  # of a shared computer; the cookie stays small


class Origin(NamedTuple):
    """Origin of an attempt to sign in; `device` is "" unless the account has signed in on it before."""

    address: str = ""
    device: str = ""


UNKNOWN = Origin()


def origin_of(request, email):
    device, accounts = _read(request)
    known = device if _account(email) in accounts else ""
    return Origin(get_adapter().get_client_ip(request), known)


def remember(request, response, user):
    """Make this browser a known device of the user, who has signed in with all factors."""
    device, accounts = _read(request)
    own = _account(user.email)
    accounts = [own, *(each for each in accounts if each != own)][:MOST_ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps({"device": device or get_random_string(22), "accounts": accounts}, salt=SALT),
        max_age=MAX_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _read(request):
    try:
        kept = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:  # none, or changed, or too old
        return "", []
    return kept["device"], kept["accounts"]


def _account(email):
    # A keyed hash: the cookie of a shared computer does not tell who has signed in there.
    return salted_hmac(SALT, email.strip().casefold(), algorithm="sha256").hexdigest()[:22]
