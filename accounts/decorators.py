"""What a view asks of the session before it answers."""

from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired

from accounts.signing_in import proofs, sessions


def recently_signed_in(view):
    """Only for whoever proved within ten minutes who they are: exports of people, security settings.

    Others are asked for a password or a second factor, and are then led back. What they sent is not
    kept meanwhile: after a POST they come back to the page they sent it from.
    """

    @wraps(view)
    def checked(request, *args, **kwargs):
        require_recent_sign_in(request)
        return view(request, *args, **kwargs)

    return checked


def rotates_session_key(view):
    """A page on which somebody confirms who they are: the session that is worth more by it gets another key."""

    @wraps(view)
    def confirmed(request, *args, **kwargs):
        before = proofs.authentication_count(request)
        response = view(request, *args, **kwargs)
        if proofs.authentication_count(request) > before:
            sessions.rotate_key(request)
        return response

    return confirmed


def require_recent_sign_in(request):
    """The same within a view, for one of the things that can be done there."""
    if not proofs.is_recent(request):
        raise ReauthenticationRequired
