"""Second factors: who must have one, what somebody has, and how their secrets are kept.

The rows are allauth's. A secret is sealed for its user, so that a row put in another's place does
not open; it carries its key's version, so that keys can be changed
(accounts.signing_in.sealed).
"""

import base64
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.access import memberships_of, memberships_with
from accounts.models import Role
from accounts.permissions import Permission
from esfportal.sealing import Unreadable, decrypt, encrypt

Type = Authenticator.Type
PURPOSE = "mfa.secret"
VISIBLE_FOR = timedelta(hours=1)
SECRET_FIELD = {Type.TOTP: "secret", Type.RECOVERY_CODES: "seed"}  # where allauth keeps it in a row's data


def is_required_for(user):
    """Whether the user must have a second factor: whoever sees people, their evidence, or gives access."""
    return (
        user.is_superuser
        or bool(memberships_with(user, Permission.PARTICIPANT_VIEW))
        or any(m.role in (Role.ADMINISTRATOR, Role.AUDITOR) for m in memberships_of(user))
    )


def second_factors(user):
    """The user's second factors, oldest first; recovery codes are none, they stand in for one."""
    return Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES).order_by("pk")


def get_app(user):
    return second_factors(user).filter(type=Type.TOTP).first()


def replace_app(user, secret):
    """The user's app for codes, in place of an earlier one."""
    second_factors(user).filter(type=Type.TOTP).delete()
    return Authenticator.objects.create(
        user=user, type=Type.TOTP, data={"secret": encrypt_secret(user.pk, secret)}
    )


def get_passkeys(user):
    return second_factors(user).filter(type=Type.WEBAUTHN)


def get_passkey_or_404(user, pk):
    """One of the user's own passkeys, or 404."""
    return get_object_or_404(get_passkeys(user), pk=pk)


def get_recovery_codes(user):
    """The user's recovery codes as allauth wraps them, or None."""
    row = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return row and RecoveryCodes(row)


def may_be_shown(codes):
    """Recovery codes are shown once: until their owner has saved them, and within an hour."""
    return not codes.did_view and timezone.now() - codes.instance.created_at < VISIBLE_FOR


def is_last_required(factor):
    """Whether this is the last factor of somebody who must have one."""
    return is_required_for(factor.user) and not second_factors(factor.user).exclude(pk=factor.pk).exists()


# Secrets


def encrypt_secret(user_pk, text):
    sealed, version = encrypt(PURPOSE, user_pk, text.encode())
    return f"{version}:{base64.b64encode(sealed).decode()}"


def decrypt_secret(user_pk, text):
    """The secret that was sealed for this user; raises Unreadable otherwise."""
    version, colon, sealed = text.partition(":")
    if not colon or not version.isdecimal():
        raise Unreadable("The secret is not sealed.")
    return decrypt(PURPOSE, user_pk, base64.b64decode(sealed), int(version)).decode()
