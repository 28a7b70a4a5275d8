"""The cookie of an attempt to sign in with an e-identification: signed, and kept for ten minutes."""

from django.core import signing

from accounts.identity_providers.openid import Attempt
from esfportal.security.link_cookies import LinkCookie

COOKIE = LinkCookie("own-attempt")
SALT = "participants.own_page.attempt"
VALID_FOR = 600  # seconds


def keep(response, attempt):
    COOKIE.set(response, signing.dumps(attempt.as_dict(), salt=SALT), max_age=VALID_FOR)


def attempt_of(request):
    """Return the browser's attempt, or None if there is none or it is too old."""
    try:
        kept = signing.loads(COOKIE.value_of(request), salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return Attempt(**kept)


def forget(response):
    COOKIE.remove(response)
