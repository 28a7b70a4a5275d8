"""Authentication backend and password validators."""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from esfportal.security.settings_keys import is_demo_secret

# Users by key that were read together with the session, while the session's user is looked up.
_users_read = ContextVar("users_read", default=MappingProxyType({}))


@contextmanager
def users_read(users):
    token = _users_read.set({user.pk: user for user in users})
    try:
        yield
    finally:
        _users_read.reset(token)


class Backend(AuthenticationBackend):
    def get_user(self, user_id):
        user = _users_read.get().get(user_id)
        if user is None:
            return super().get_user(user_id)
        return user if self.user_can_authenticate(user) else None

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


class GuessablePassword:
    """Refuses a password that a guessing program finds within 10^10 attempts (zxcvbn's estimate)."""

    # Lists alone are not enough: people lengthen common passwords by digits, punctuation and repetition, while
    # a long string of random digits is a good password.
    LEAST_GUESSES = 10**10
    LONGEST = 72  # characters that are estimated: a longer text takes seconds
    SWEDISH_WORDS = (
        *("esfportal", "kommun", "kommunen", "region", "projekt", "handläggare", "lösenord", "hemligt"),
        *("välkommen", "sverige", "svenska", "sommar", "sommaren", "vinter", "vintern", "höst", "hösten"),
        *("vår", "våren", "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"),
        *("september", "oktober", "november", "december", "måndag", "tisdag", "onsdag", "torsdag", "fredag"),
    )

    def validate(self, password, user=None):
        from zxcvbn import zxcvbn  # its word lists take 11 MB, also in processes that check no password

        own_words = re.split(r"[\W_]+", f"{user.email} {user.full_name}") if user else []
        known = [*self.SWEDISH_WORDS, *filter(None, own_words)]
        estimate = zxcvbn(password[: self.LONGEST], user_inputs=known)
        if estimate["guesses"] < self.LEAST_GUESSES:
            raise ValidationError(_("This password is among the first that would be guessed."))

    def get_help_text(self):
        return ""
