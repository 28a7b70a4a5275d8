"""The cookie of an attempt to sign in with an e-identification: signed, and kept for ten minutes."""

from django.conf import settings
from django.core import signing

from accounts.identity_providers.openid import Attempt

NAME = "__Secure-own-attempt" if settings.PRODUCTION else "own-attempt"
PATH = "/me/e-id/"
SALT = "participants.own_page.attempt"
VALID_FOR = 600  # seconds


def keep(response, attempt):
    response.set_cookie(
        NAME,
        signing.dumps(attempt.as_dict(), salt=SALT),
        max_age=VALID_FOR,
        path=PATH,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",  # the provider's site sends the browser back
    )


def attempt_of(request):
    """Return the browser's attempt, or None if there is none or it is too old."""
    try:
        kept = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Attempt(**kept)


def forget(response):
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
