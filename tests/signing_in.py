"""Signed-in sessions for tests, without the sign-in pages."""

import time
from contextlib import contextmanager
from unittest.mock import patch

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, user_logged_in
from django.test import Client

from accounts.signing_in import sessions
from esfportal.security.hashed_sessions import SessionStore, stored_key


def signed_in(user, *, proofs=("password", "totp"), ago=0, client=None, **options):
    """Return a client signed in `ago` seconds ago with `proofs` (password, kinds of second factor)."""
    records = [_record(proof, ago) for proof in proofs]
    signed_in_at = {
        login.AUTHENTICATION_METHODS_SESSION_KEY: records,
        login._AUTHENTICATION_METHODS_USER_SESSION_KEY: user_id_to_str(user),
        **dict.fromkeys((sessions.STARTED_KEY, sessions.ACTIVE_KEY), time.time()),
    }
    if client:
        client.force_login(user)
        session = client.session
        session.update(signed_in_at)
        session.save()
        return client
    client = Client(headers={"accept-language": "sv"}, **options)
    client.cookies[settings.SESSION_COOKIE_NAME] = _new_session(user, signed_in_at).session_key
    return client


@contextmanager
def one_record_of_activity():
    """Record the activity of sessions once, in files whose many requests are all rolled back."""
    # After a minute every request would otherwise write what is rolled back with it.
    with patch.object(sessions, "ACTIVITY_INTERVAL", sessions.MAX_AGE):
        yield


def record_session(client, user):
    """Write the row of the session, as every session has it after its first request."""
    key = stored_key(client.cookies[settings.SESSION_COOKIE_NAME].value)
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="")


def _new_session(user, values):
    # What force_login() does, in one statement instead of eight: most tests begin with this.
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(values)
    session.create()
    user_logged_in.send(sender=type(user), request=None, user=user)
    return session


def _record(proof, ago):
    at = time.time() - ago
    return (
        {"method": "password", "at": at}
        if proof == "password"
        else {"method": "mfa", "type": proof, "at": at}
    )
