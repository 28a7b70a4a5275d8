"""What a session has proved about whoever uses it: how they signed in, with what, and how long ago.

allauth keeps a record in the session for each proof that it was given: a password, a second factor,
a provider's word. Those records are read here and nowhere else.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

RECENT_SECONDS = 600  # seconds that a proof is good for what is sensitive


def authentication_count(request):
    """How many proofs the session has been given."""
    return len(get_authentication_records(request, request.user))


def used_second_factor(request):
    """Whether this session has shown a second factor, or a provider's that we trust for it."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def set_provider_login_time(request, authenticated_at):
    """A provider's word is as old as what it was shown itself: it may have known the browser since morning."""
    for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
        if record["method"] == "socialaccount":
            record["at"] = authenticated_at
    request.session.modified = True


def is_recent(request):
    """Whether whoever uses this session has proved who they are within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < RECENT_SECONDS for record in records)
