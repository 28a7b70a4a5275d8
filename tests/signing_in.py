"""Signed-in sessions for tests, without the sign-in pages."""

import time

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from accounts.signing_in import sessions


def signed_in(user, *, proofs=("password", "totp"), ago=0, client=None, **options):
    """Return a client signed in `ago` seconds ago with `proofs` (password, kinds of second factor)."""
    client = client or Client(headers={"accept-language": "sv"}, **options)
    client.force_login(user)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [_record(proof, ago) for proof in proofs]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session[sessions.STARTED_KEY] = session[sessions.ACTIVE_KEY] = time.time()
    session.save()
    return client


def _record(proof, ago):
    at = time.time() - ago
    return (
        {"method": "password", "at": at}
        if proof == "password"
        else {"method": "mfa", "type": proof, "at": at}
    )
