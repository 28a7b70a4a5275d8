"""Signing in: by e-mail address, and never with a demo's password."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from esfportal.keys import is_demo_word


class Backend(AuthenticationBackend):
    """allauth's, which outside the demo does not know the demo's passwords."""

    def authenticate(self, request, **credentials):
        if settings.PRODUCTION and is_demo_word(credentials.get("password") or ""):
            return None
        return super().authenticate(request, **credentials)


class NoDemoPassword:
    """A password validator: nobody outside the demo may choose a demo's password."""

    def validate(self, password, user=None):
        if settings.PRODUCTION and is_demo_word(password):
            raise ValidationError(_("This password belongs to the demo. Choose another one."))

    def get_help_text(self):
        return ""
