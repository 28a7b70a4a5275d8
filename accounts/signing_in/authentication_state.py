"""Authentication methods and times of a session, from allauth's records."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

RECENT_SECONDS = 600  # after that, sensitive pages ask for confirmation


def authentication_count(request):
    return len(get_authentication_records(request, request.user))


def used_second_factor(request):
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def set_provider_login_time(request, authenticated_at):
    # The provider may have remembered the browser for hours.
    for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
        if record["method"] == "socialaccount":
            record["at"] = authenticated_at
    request.session.modified = True


def is_recent(request):
    """Return True if the user authenticated within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < RECENT_SECONDS for record in records)
