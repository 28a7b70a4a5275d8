"""Adapters for allauth: sign-in, e-mails and second factors."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.context import request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import tasks
from accounts.audit.actions import AuditAction
from accounts.database_access import switch_user
from accounts.signing_in import actions, authentication_state, devices, factors, lockout, mail_queue, sessions


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The e-mail address and the password do not go together. Try again, or ask for a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a quarter of an hour and try again, or ask your administrator."
        ),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _(
            "The code is not right. Codes change every half minute: write the one you see now."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        # Counted before the password is checked, for unknown addresses too.
        email = credentials["email"]
        if not lockout.allow_attempt(lockout.PASSWORD, email, devices.origin_of(request, email)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            lockout.record_success(lockout.PASSWORD, user.email, devices.origin_of(request, user.email))
        return user

    def authentication_failed(self, request, **credentials):
        email = credentials["email"]
        actions.record_failed_attempt(lockout.PASSWORD, email, devices.origin_of(request, email))

    def get_login_stages(self):
        # Accepts a trusted provider's second factor.
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.signing_in.provider.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app, **kwargs):
        return not authentication_state.is_recent(context.request)

    def get_reauthentication_methods(self, user):
        descriptions = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        # A password alone is not enough for users who need a second factor.
        if factors.is_required_for(user) and not authentication_state.used_second_factor(context.request):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [method | {"description": descriptions[method["id"]]} for method in methods]

    def login(self, request, user):
        super().login(request, user)
        switch_user(user)  # the rest of the request runs with this user's access scope

    def post_login(self, request, user, **kwargs):
        if not get_authentication_records(request, user):
            record_authentication(
                request, user, "link"
            )  # signed in by a link in an e-mail, such as an invitation
        how = {record.get("type", record["method"]) for record in get_authentication_records(request, user)}
        actions.record_sign_in(user, sorted(how), by=user)
        sessions.start(request)
        response = super().post_login(request, user, **kwargs)
        set_language_cookie(response, user.language)  # the language chosen last time
        devices.remember(request, response, user)
        return response

    def logout(self, request):
        sessions.delete_record(request.session.session_key)
        actions.record_sign_out(request.user, by=request.user)
        super().logout(request)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        # Replaces allauth's e-mail: record_change writes the audit entry and notifies the user.
        kind = NOTIFICATION_KINDS[template_prefix]
        actions.record_change(user, kind, by=user)

    def send_password_reset_mail(self, user, email, context):
        origin = f"{self.request.scheme}://{self.request.get_host()}"
        mail_queue.enqueue_or_run(tasks.send_password_link, user.pk, origin, translation.get_language())

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:account")


NOTIFICATION_KINDS = {
    "account/email/password_changed": AuditAction.PASSWORD_CHANGED,
    "account/email/password_set": AuditAction.PASSWORD_CHANGED,
    "account/email/password_reset": AuditAction.PASSWORD_CHANGED,
}


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text):
        return factors.encrypt_secret(_secret_owner().pk, text)

    def decrypt(self, encrypted_text):
        return factors.decrypt_secret(_secret_owner().pk, encrypted_text)

    def can_delete_authenticator(self, authenticator):
        return not factors.is_last_required(authenticator)

    def get_totp_issuer(self):
        return self._get_site_name()

    def _get_site_name(self):
        return "esfportal" if settings.PRODUCTION else f"esfportal ({settings.ENV})"


def _secret_owner():
    # During sign-in request.user is still anonymous.
    stage = getattr(context.request, "_login_stage", None)
    return stage.login.user if stage else context.request.user


def set_language_cookie(response, language):
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def start_password_reset(request, user):
    """Start allauth's password reset, which sends the link in the user's language."""
    form = ResetPasswordForm({"email": user.email})
    if not form.is_valid():
        raise ValueError("The user's e-mail address cannot be written to.")
    with request_context(request), translation.override(user.language):
        form.save(request)
