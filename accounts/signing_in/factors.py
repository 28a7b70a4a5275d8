"""Second factors: queries, rules, and their secrets, encrypted or as text."""

import hashlib
import json
from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from accounts.access import memberships_of, memberships_with
from accounts.models import User
from accounts.permissions import Permission, Role
from esfportal.security.encryption import Unreadable, decrypt_text, encrypt_text

Type = Authenticator.Type
PURPOSE = "mfa.secret"
VISIBLE_FOR = timedelta(hours=1)
SHOWN_GROUP = 4  # characters of a secret that are shown together
# Others than of the secrets: what these encrypt can be computed from the row.
PASSKEY_PURPOSE, LINK_PURPOSE = "mfa.passkey", "provider.link"
# Key in allauth's Authenticator.data of what is encrypted.
SECRET_FIELD = {Type.TOTP: "secret", Type.RECOVERY_CODES: "seed", Type.WEBAUTHN: "proof"}


def is_required_for(user):
    # Users who view people or their verification, who give access to others, or who sign.
    return (
        user.is_superuser
        or bool(memberships_with(user, Permission.PARTICIPANT_VIEW))
        or any(
            m.role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.REPRESENTATIVE) for m in memberships_of(user)
        )
    )


def second_factors(user):
    """Return the user's second factors, oldest first, without recovery codes."""
    return Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES).order_by("pk")


def get_app(user):
    return second_factors(user).filter(type=Type.TOTP).first()


def replace_app(user, secret):
    second_factors(user).filter(type=Type.TOTP).delete()
    return Authenticator.objects.create(
        user=user, type=Type.TOTP, data={"secret": encrypt_secret(user.pk, secret)}
    )


def get_passkeys(user):
    return second_factors(user).filter(type=Type.WEBAUTHN)


def get_recovery_codes(user):
    row = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return row and RecoveryCodes(row)


def may_be_shown(codes):
    # Until the user has saved them, for an hour at most.
    return not codes.did_view and timezone.now() - codes.instance.created_at < VISIBLE_FOR


def lock_factors(user_pk):
    """Let no other request remove a second factor of the user until this one ends."""
    # allauth stores when a factor was used, and fails if it is gone by then.
    list(User.objects.select_for_update(no_key=True).filter(pk=user_pk).values_list("pk"))


def is_last_required(factor):
    return is_required_for(factor.user) and not second_factors(factor.user).exclude(pk=factor.pk).exists()


# Secrets: encrypted for the user's key, so that a row copied to another user can't be decrypted. The
# key version comes first, for key rotation (accounts.signing_in.encrypted_columns).


def encrypt_secret(user_pk, text):
    return encrypt_text(PURPOSE, user_pk, text)


def decrypt_secret(user_pk, text):
    """Decrypt a secret of this user; raises Unreadable otherwise."""
    return decrypt_text(PURPOSE, user_pk, text)


def passkey_data(user_pk, name, credential):
    """Return the data of a passkey, with a proof that the portal stored it for this user."""
    proof = encrypt_text(PASSKEY_PURPOSE, user_pk, _digest(credential))
    return {"name": name, "credential": credential, "proof": proof}


def is_genuine_passkey(row):
    """Return False for a passkey that was written or copied by other means than the portal."""
    try:
        digest = decrypt_text(PASSKEY_PURPOSE, row.user_id, row.data.get("proof", ""))
    except Unreadable:
        return False
    return digest == _digest(row.data["credential"])


def link_proof(user_pk, uid):
    """Return a proof that the portal linked the provider's subject to this user."""
    return encrypt_text(LINK_PURPOSE, user_pk, uid)


def is_genuine_link(account):
    """Return False for a link that was written or moved to another user by other means than the portal."""
    try:
        return decrypt_text(LINK_PURPOSE, account.user_id, account.extra_data.get("proof", "")) == account.uid
    except Unreadable:
        return False


def reencrypt(row):
    """Encrypt the row's secret or proof under the current key. Raises Unreadable."""
    purpose = PASSKEY_PURPOSE if row.type == Type.WEBAUTHN else PURPOSE
    name = SECRET_FIELD[row.type]
    row.data[name] = encrypt_text(purpose, row.user_id, decrypt_text(purpose, row.user_id, row.data[name]))


def _digest(credential):
    return hashlib.sha256(json.dumps(credential, sort_keys=True).encode()).hexdigest()


def group_characters(secret):
    """Group by four: "ABCD EFGH"."""
    return " ".join(secret[start : start + SHOWN_GROUP] for start in range(0, len(secret), SHOWN_GROUP))


def app_address(user, secret):
    """Return the address that an app for codes reads from a picture."""
    return get_adapter().build_totp_url(user, secret)
