"""Second factors: queries, rules, and their secrets, encrypted or as text and QR code."""

import base64
from datetime import timedelta
from io import BytesIO

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone
from qrcode.image.svg import SvgPathImage

from accounts.access import memberships_of, memberships_with
from accounts.permissions import Permission, Role
from esfportal.security.encryption import Unreadable, decrypt, encrypt

Type = Authenticator.Type
PURPOSE = "mfa.secret"
VISIBLE_FOR = timedelta(hours=1)
SHOWN_GROUP = 4  # characters of a secret that are shown together
SECRET_FIELD = {Type.TOTP: "secret", Type.RECOVERY_CODES: "seed"}  # key in allauth's Authenticator.data


def is_required_for(user):
    # Users who view people or their verification, or who give access to others.
    return (
        user.is_superuser
        or bool(memberships_with(user, Permission.PARTICIPANT_VIEW))
        or any(m.role in (Role.ADMINISTRATOR, Role.AUDITOR) for m in memberships_of(user))
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


def is_last_required(factor):
    return is_required_for(factor.user) and not second_factors(factor.user).exclude(pk=factor.pk).exists()


# Secrets: encrypted for the user's key, so that a row copied to another user can't be decrypted. The
# key version comes first, for key rotation (accounts.signing_in.encrypted_columns).


def encrypt_secret(user_pk, text):
    encrypted, version = encrypt(PURPOSE, user_pk, text.encode())
    return f"{version}:{base64.b64encode(encrypted).decode()}"


def decrypt_secret(user_pk, text):
    """Decrypt a secret of this user; raises Unreadable otherwise."""
    version, colon, encrypted = text.partition(":")
    if not colon or not version.isdecimal():
        raise Unreadable("The secret is not encrypted.")
    return decrypt(PURPOSE, user_pk, base64.b64decode(encrypted), int(version)).decode()


def group_characters(secret):
    """Group by four: "ABCD EFGH"."""
    return " ".join(secret[start : start + SHOWN_GROUP] for start in range(0, len(secret), SHOWN_GROUP))


def qr_code_svg(user, secret):
    code = qrcode.QRCode(image_factory=SvgPathImage, box_size=20, border=4)
    code.add_data(get_adapter().build_totp_url(user, secret))
    buffer = BytesIO()
    code.make_image().save(buffer)
    return buffer.getvalue()
