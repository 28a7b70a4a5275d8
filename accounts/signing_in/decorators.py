"""Decorators that check how recently the user signed in, and that let one request at a time change a password."""

from contextlib import suppress
from functools import wraps

from allauth.account.utils import url_str_to_user_pk
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.signing_in import authentication_state, sessions

PASSWORD_REPLACED = _(
    "Your password was changed from somewhere else at the same time. Nothing was saved here:"
    " the other one is your password now."
)


# The middleware redirects to the confirmation page, from which the user returns to the page that the form
# was sent from. What was typed is kept for it (esfportal/security/kept_forms.py).
def recently_signed_in(view):
    @wraps(view)
    def checked(request, *args, **kwargs):
        require_recent_sign_in(request)
        return view(request, *args, **kwargs)

    return checked


def rotates_session_key(view):
    """Change the session's key when the view has confirmed the user."""

    @wraps(view)
    def confirmed(request, *args, **kwargs):
        before = authentication_state.authentication_count(request)
        response = view(request, *args, **kwargs)
        if authentication_state.authentication_count(request) > before:
            sessions.rotate_key(request)  # an old key that was copied gains nothing
        return response

    return confirmed


def locks_own_password(view):
    """Stop a form that would replace a password which another request has stored since the user was read."""

    @wraps(view)
    def locked(request, *args, **kwargs):
        if request.method == "POST":
            before = request.user.password
            request.user.refresh_from_db(fields=["password"], from_queryset=_locked_users())
            if request.user.password != before:
                messages.warning(request, PASSWORD_REPLACED)
                return redirect("accounts:account")
        return view(request, *args, **kwargs)

    return locked


def locks_password_of_link(view):
    """Let one request at a time use a link: the next one reads that it has been used."""

    @wraps(view)
    def locked(request, uidb36, key):
        if request.method == "POST":
            with suppress(ValueError):  # the view says that such a link is none
                _locked_users().filter(pk=url_str_to_user_pk(uidb36)).values_list("pk").first()
        return view(request, uidb36=uidb36, key=key)

    return locked


def _locked_users():
    return User.objects.select_for_update(no_key=True)


def require_recent_sign_in(request):
    if not authentication_state.is_recent(request):
        raise ReauthenticationRequired
