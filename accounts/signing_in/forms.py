"""Forms for second factors, based on allauth's."""

import logging
import struct
import unicodedata

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.audit.actions import AuditAction
from accounts.signing_in import actions, devices, factors, lockout
from accounts.signing_in.adapters import AccountAdapter
from esfportal.security.encryption import Unreadable
from esfportal.ui.form_layouts import PortalHelper, Short

logger = logging.getLogger(__name__)
SECURITY = reverse_lazy("mfa_index")
PENDING_APP = totp.SECRET_SESSION_KEY
CODE_VALID_SECONDS = 3 * 30  # the current code, the one before and the one after
# Raised by the library for malformed input. ValidationError is not among them.
UNREADABLE_PASSKEY_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    struct.error,
)
CODE_FIELD = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}


# Six digits from an app, or eight of a recovery code.
class CodeField(forms.CharField):
    def __init__(self, *, autofocus=True, **kwargs):
        widget = forms.TextInput(attrs=CODE_FIELD | {"autofocus": autofocus})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value))


def mark_code_used(user, code):
    # allauth forgets a used code after 30 seconds, but accepts it for longer.
    used = f"accounts.code.used:{user.pk}:{normalize_user_code(code)}"
    if not cache.add(used, True, timeout=CODE_VALID_SECONDS):
        raise get_adapter().validation_error("incorrect_code")


class _CodeMixin:
    def clean_code(self):
        factors.lock_factors(self.user.pk)
        email = self.user.email
        origin = devices.origin_of(context.request, email)
        if not lockout.allow_attempt(lockout.CODE, email, origin):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                mark_code_used(self.user, code)
        except ValidationError:
            actions.record_failed_attempt(lockout.CODE, email, origin)
            raise
        lockout.record_success(lockout.CODE, email, origin)
        return code

    def save(self):
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            actions.record_change(self.user, AuditAction.RECOVERY_CODE_USED, by=self.user)


class AuthenticateForm(_CodeMixin, allauth_forms.AuthenticateForm):
    code = CodeField(label=_("Code"), help_text=_("Six digits from your app, or one of your recovery codes."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(Short("code"), submit=_("Sign in"))


class ReauthenticateForm(_CodeMixin, allauth_forms.ReauthenticateForm):
    code = CodeField(label=_("Code"), help_text=_("Six digits from your app, or one of your recovery codes."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(Short("code"), submit=_("Confirm"))


class AppForm(forms.Form):
    code = CodeField(label=_("The code that the app shows"), help_text=_("Six digits."), autofocus=False)

    def __init__(self, *args, user, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        # Kept encrypted in the session: the secret stays the same when the page is opened again.
        self.secret = self._pending_secret(session) or self._new_secret(session)
        self.helper = PortalHelper(Short("code"), submit=_("Set up the app"), cancel_url=SECURITY)

    def _pending_secret(self, session):
        try:
            return factors.decrypt_secret(self.user.pk, session.get(PENDING_APP, ""))
        except Unreadable:  # none yet, or its key was removed
            return None

    def _new_secret(self, session):
        secret = totp.generate_totp_secret()
        session[PENDING_APP] = factors.encrypt_secret(self.user.pk, secret)
        return secret

    def clean_code(self):
        if not lockout.allow_attempt(lockout.CODE, self.user.email):
            raise get_adapter().validation_error("too_many_login_attempts")
        if not totp.validate_totp_code(self.secret, self.cleaned_data["code"]):
            raise ValidationError(AccountAdapter.error_messages["incorrect_code"])
        mark_code_used(self.user, self.cleaned_data["code"])
        lockout.record_success(lockout.CODE, self.user.email)
        return self.cleaned_data["code"]


class PasskeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know it again, for example: work laptop, my phone."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("Save"), cancel_url=SECURITY)


class AddPasskeyForm(PasskeyNameForm):
    # Made by the browser, filled in by static/js/passkeys.js.
    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": _("The browser has not made a passkey. Press the button again.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = PortalHelper(submit=_("Add a passkey"), cancel_url=SECURITY, data_passkey="create")

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(credential)
            made = webauthn.complete_registration(credential)
        except UNREADABLE_PASSKEY_ERRORS:
            raise get_adapter().validation_error("incorrect_code") from None
        if not made.is_user_verified():  # possession alone is one factor
            raise get_adapter().validation_error("incorrect_code")
        return credential


class _PasskeyMixin:
    def clean_credential(self):
        try:
            passkey = super().clean_credential()
        except UNREADABLE_PASSKEY_ERRORS:  # malformed input is refused like a wrong passkey
            raise get_adapter().validation_error("incorrect_code") from None
        factors.lock_factors(passkey.user_id)
        if not factors.get_passkeys(passkey.user).filter(pk=passkey.pk).exists():
            raise get_adapter().validation_error("incorrect_code")
        if not factors.is_genuine_passkey(passkey):
            logger.error("Passkey %s was not stored by the portal for its user: it is refused.", passkey.pk)
            raise get_adapter().validation_error("incorrect_code")
        return passkey


class LoginPasskeyForm(_PasskeyMixin, webauthn_forms.LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(_PasskeyMixin, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(_PasskeyMixin, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


def begin_passkey(user):
    # passwordless: the device verifies the user by fingerprint, face or PIN.
    return webauthn.begin_registration(user, passwordless=True)
