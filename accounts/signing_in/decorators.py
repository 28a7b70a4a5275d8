"""Decorators that check how recently the user signed in."""

from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired

from accounts.signing_in import authentication_state, sessions


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


def require_recent_sign_in(request):
    if not authentication_state.is_recent(request):
        raise ReauthenticationRequired
