"""Sessions: half an hour idle and twelve hours at most."""

import re
from datetime import timedelta
from functools import cache

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.backends import users_read
from accounts.database_access import CHALLENGE, keep_challenge
from accounts.models import User
from esfportal.database.prepared_statement import Parameter
from esfportal.database.together import PreparedTogether, ValuesOfRow
from esfportal.security.hashed_sessions import StoredSession, stored_key

MAX_IDLE = timedelta(minutes=30)
MAX_AGE = timedelta(hours=12)
ACTIVITY_INTERVAL = timedelta(minutes=1)
STARTED_KEY, ACTIVE_KEY = "signing_in.began", "signing_in.active"

# First match wins: Edge and Opera contain "Chrome", Chrome contains "Safari".
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def start(request):
    now = timezone.now().timestamp()
    request.session[STARTED_KEY] = request.session[ACTIVE_KEY] = now


def rotate_key(request):
    # A stolen old key is useless from now on.
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=stored_key(old)).update(
        session_key=stored_key(request.session.session_key)
    )


def user_of(request):
    """Return the user as django.contrib.auth.get_user does, with the session and the user in one statement.

    The challenge of the transaction, for the proof of its access scope, comes with them.
    """
    session, users = request.session, []
    if not session.is_read:
        key = stored_key(session.session_key)
        rows, users, ((challenge,),) = _session_and_user().read(key=key, now=timezone.now())
        session.keep(rows)
        keep_challenge(challenge)
    # Which user it is says the session, which is signed, and not the row with which the user was found.
    with users_read(users):
        return get_user(request)


@cache
def _session_and_user():
    key = Parameter("key", CharField())
    now = Parameter("now", DateTimeField())
    return PreparedTogether(
        Session.objects.filter(pk=key, expire_date__gt=now),
        User.objects.filter(usersession__session_key=key),
        ValuesOfRow(CHALLENGE, (("challenge", "text"),)),
    )


def seconds_left(session):
    """Return the seconds until the session ends without activity."""
    now = timezone.now().timestamp()
    idle = session.get(ACTIVE_KEY, now) + MAX_IDLE.total_seconds() - now
    longest = session.get(STARTED_KEY, now) + MAX_AGE.total_seconds() - now
    return max(0, int(min(idle, longest)))


def extend(session):
    """Count the request as activity, once a minute. Return True if the row of the session is to be written, too."""
    now = timezone.now()
    # A row (UserSession) for each session has what the user's list shows; the times are in the session itself.
    # Both are written once a minute, not for each request.
    session.setdefault(STARTED_KEY, now.timestamp())
    if now.timestamp() - session.get(ACTIVE_KEY, 0) < ACTIVITY_INTERVAL.total_seconds():
        return False
    session[ACTIVE_KEY] = now.timestamp()
    return True


def record(request):
    """Write the row of the request's session."""
    if request.session.session_key is None:
        request.session.save()
    key = stored_key(request.session.session_key)
    seen = {"last_seen_at": timezone.now(), "ip": get_adapter().get_client_ip(request)}
    if not UserSession.objects.filter(session_key=key, user=request.user).update(**seen):
        agent = request.headers.get("user-agent", "")[: UserSession._meta.get_field("user_agent").max_length]
        UserSession.objects.update_or_create(
            session_key=key, defaults={"user": request.user, "user_agent": agent, **seen}
        )


def active_sessions(user):
    """Return the user's sessions that have not ended, latest used first."""
    active = []
    for row in recent_sessions(user):
        if _is_valid(row, user):
            active.append(row)
        else:
            row.delete()
    return active


def _is_valid(row, user):
    # A session from before the last change of the password has another digest.
    digest = StoredSession(row.session_key).get(HASH_SESSION_KEY, "")
    return user.is_active and constant_time_compare(digest, user.get_session_auth_hash())


def is_current(row, request):
    return row.session_key == stored_key(request.session.session_key)


def recent_sessions(user):
    """Return the rows of sessions that are not too old, latest used first.

    A session of a closed account is among them: it would be valid again when the account is reopened.
    """
    now = timezone.now()
    return UserSession.objects.filter(
        user=user, last_seen_at__gt=now - MAX_IDLE - ACTIVITY_INTERVAL, created_at__gt=now - MAX_AGE
    ).order_by("-last_seen_at")


def find_session(user, pk):
    return UserSession.objects.filter(user=user, pk=pk).first()


def end(row):
    StoredSession(row.session_key).delete()
    row.delete()


def delete_record(session_key):
    UserSession.objects.filter(session_key=stored_key(session_key)).delete()


def delete_old():
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    return UserSession.objects.filter(created_at__lt=now - MAX_AGE - MAX_IDLE).delete()[0]


def describe_device(user_agent):
    """Return browser and system of a user agent: "Firefox, Windows"."""
    named = [
        next((name for pattern, name in known if re.search(pattern, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, named)) or _("an unknown browser")
