"""Authentication backend and password validators."""

import re
import string

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from esfportal.security.settings_keys import is_demo_secret


class Backend(AuthenticationBackend):
    def authenticate(self, request, **credentials):
        # The demo's passwords are known to everyone who has run it.
        if settings.PRODUCTION and is_demo_secret(credentials.get("password") or ""):
            return None
        return super().authenticate(request, **credentials)


class NoDemoPassword:
    def validate(self, password, user=None):
        if settings.PRODUCTION and is_demo_secret(password):
            raise ValidationError(_("This password belongs to the demo. Choose another one."))

    def get_help_text(self):
        return ""


class NoObviousPassword:
    """Refuses a common password that was made long enough by digits, punctuation or repetition."""

    def validate(self, password, user=None):
        # Django's list has few passwords of twelve characters: people lengthen the short ones.
        word = password.casefold()
        core = word.strip(string.digits + string.punctuation + string.whitespace)
        repeated = re.fullmatch(r"(.{1,6}?)\1+.{0,3}", word)
        if not core or repeated or core in CommonPasswordValidator().passwords:
            raise ValidationError(_("This password is among the first that would be guessed."))

    def get_help_text(self):
        return ""
