from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm
from allauth.core.context import request_context
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Signing in: administrators add users, nobody adds themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The e-mail address and the password do not go together. Try again, or ask for a new password."
        )
    }

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        """Open the portal in the language that the user chose last."""
        response = super().post_login(request, user, **kwargs)
        set_language_cookie(response, user.language)
        return response

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:account")

    def format_email_subject(self, subject):
        return f"esfportal: {subject}"


def set_language_cookie(response, language):
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def send_password_link(request, user):
    """Send somebody the link by which they choose a password, in their language."""
    form = ResetPasswordForm({"email": user.email})
    if not form.is_valid():
        raise ValueError("The user's e-mail address cannot be written to.")
    with request_context(request), translation.override(user.language):
        form.save(request)
