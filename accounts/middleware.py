"""Middleware for session timeout, login, re-authentication, second factor and access scope."""

from contextlib import ExitStack

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.http import FileResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.database_access import user_scope
from accounts.signing_in import authentication_state, factors, sessions
from accounts.signing_in.provider import provider_to_confirm_with
from esfportal.security import kept_forms

SESSION_ENDED = _(
    "You were signed out: nothing was done for half an hour, or you had been signed in for twelve hours."
    " Sign in, and you come back to the same page."
)
KEPT = _(
    "What you sent is not saved yet, because you are not signed in any more."
    " Sign in within half an hour, and what you typed is back in the form."
)
NOT_KEPT = _("What you sent was not saved, because you are not signed in any more.")
CONFIRM = _("Confirm that it is you, and then press the button again.")
CONFIRM_KEPT = _(
    "Confirm that it is you. Then what you typed is back in the form: nothing of it is saved yet."
)
BACKGROUND_HEADER = "x-background"  # sent by polling scripts: no activity of the user


class UserMiddleware(AuthenticationMiddleware):
    """Set `request.user`, read together with the session when it is first asked for."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: sessions.user_of(request))


class SessionTimeoutMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if sessions.seconds_left(request.session) == 0:
                get_adapter(request).logout(request)
                request.transaction.close()  # committed: what comes after it may be rolled back
                enter_scope(request, request.user)
                messages.warning(request, SESSION_ENDED)
            elif BACKGROUND_HEADER not in request.headers:
                request.is_first_of_minute = sessions.extend(request.session)
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Require sign-in, then return to the same page."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            messages.warning(request, KEPT if kept_forms.keep(request) else NOT_KEPT)
        return redirect_and_return(request, settings.LOGIN_URL)


# Replaces allauth's handling, which stores the posted data (personal data too) in the session.
class ReauthenticationMiddleware:
    """Redirect to the confirmation page on ReauthenticationRequired."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ReauthenticationRequired):
            return None
        page = _confirmation_page(request.user)
        if page == settings.LOGIN_URL:
            get_adapter(request).logout(request)  # which also empties the session
        if request.method == "POST":
            messages.info(request, CONFIRM_KEPT if kept_forms.keep(request) else CONFIRM)
        return redirect_and_return(request, page)


def _confirmation_page(user):
    if methods := get_adapter().get_reauthentication_methods(user):
        return methods[0]["url"]
    # Without any way to confirm the user signs in again.
    provider = provider_to_confirm_with(user)
    return reverse("organisation_login", args=[provider.key]) if provider else settings.LOGIN_URL


def redirect_and_return(request, to):
    query = QueryDict(mutable=True)
    query[REDIRECT_FIELD_NAME] = current_page(request)
    address = f"{resolve_url(to)}?{query.urlencode(safe='/')}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def current_page(request):
    """Return the address the user sees, also for forms and HTMX requests."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/"
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    if page := kept_forms.page_of_form(request):
        return page
    sent_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(
        sent_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return "/"
    return sent_from


def csrf_failure(request, reason=""):
    """Explain a stale form in its reader's language, and return to it with what was typed."""
    owner = kept_forms.keep(request)
    if language := owner.language if owner else getattr(request.user, "language", ""):
        translation.activate(language)
        request.LANGUAGE_CODE = language
    if owner is None:
        return render(request, "403_csrf.html", status=403)
    if request.user.is_authenticated:
        messages.warning(request, _("The form had become too old to be saved as it was sent."))
        return redirect(current_page(request))
    messages.warning(request, KEPT)
    response = redirect_and_return(request, settings.LOGIN_URL)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        owner.language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


VERIFICATION_PAGES = {  # open to a session that has not yet verified the user's second factor
    "account_logout",
    "set_language",
    "stay",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
SETUP_PAGES = {  # open to a user who needs a second factor and has none
    "account_logout",
    "set_language",
    "stay",
    "account_reauthenticate",
    "second_factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


class SecondFactorMiddleware:
    """Keep users who need a second factor on the pages for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Pages without login stay open.
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if authentication_state.used_second_factor(request) or not factors.is_required_for(request.user):
            return None
        name = request.resolver_match.view_name
        if not factors.second_factors(request.user).exists():
            return None if name in SETUP_PAGES else redirect("second_factor")
        return (
            None if name in VERIFICATION_PAGES else redirect_and_return(request, _verification_url(request))
        )


def _verification_url(request):
    return get_adapter().get_reauthentication_methods(request.user)[0]["url"]


class AccessScopeMiddleware:
    """Run each request in one transaction with the user's access scope."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as request.transaction:
            enter_scope(request, request.user)
            response = self.get_response(request)
        # Not in the transaction, where another request of the session would wait for its end.
        if getattr(request, "is_first_of_minute", False) and request.user.is_authenticated:
            sessions.record(request)
        # A FileResponse sends a file that is already open and makes no query.
        if response.streaming and not isinstance(response, FileResponse):
            raise RuntimeError("An answer is prepared inside its transaction: it can't be streamed.")
        return response


def enter_scope(request, user):
    """Begin the request's transaction in the user's scope; a scope that is entered again is the same user's."""
    request.scope_user = user
    request.transaction.enter_context(user_scope(user))


class RollbackMiddleware:
    """Roll back a view that raises, and enter the access scope again for the error page."""

    # A savepoint around each view (ATOMIC_REQUESTS) would cost two statements in every request.

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        request.transaction.__exit__(type(exception), exception, exception.__traceback__)
        enter_scope(request, request.scope_user)
