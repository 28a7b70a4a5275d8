"""Signing in: by e-mail address, and never with a demo's password."""

import re
import string

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
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


class NoObviousPassword:
    """A password validator: nothing common made long by figures and signs, by repeating, or by figures only.

    Common lists hold few passwords of twelve characters and more; people make them from the short ones.
    """

    def validate(self, password, user=None):
        word = password.casefold()
        core = word.strip(string.digits + string.punctuation + string.whitespace)
        repeated = re.fullmatch(r"(.{1,6}?)\1+.{0,3}", word)
        if not core or repeated or core in CommonPasswordValidator().passwords:
            raise ValidationError(_("This password is among the first that somebody would guess."))

    def get_help_text(self):
        return ""
