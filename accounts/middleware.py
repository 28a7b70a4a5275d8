"""What stands between a request and its page, beside Django's own: who must show more first."""

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.signing_in import factors, proofs


class ConfirmMiddleware:
    """Leads whoever must confirm who they are to the page for it, and back.

    In place of allauth's own handling, which would keep what was posted, people's data with it, in the
    session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ReauthenticationRequired):
            return None
        if request.method == "POST":
            messages.info(request, _("Confirm that it is you, and then press the button again."))
        methods = get_adapter().get_reauthentication_methods(request.user)
        return lead(request, methods[0]["url"] if methods else "account_login")


def lead(request, to):
    """To another page and, from there, back to the one that the reader sees now."""
    address = f"{resolve_url(to)}?{urlencode({REDIRECT_FIELD_NAME: page_of(request)})}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def page_of(request):
    """The page the reader sees: the address asked for, or where a form or a part of a page was sent from."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/"
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sent_from = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(
        sent_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return "/"
    return sent_from


PROVING = {  # open to a session that must still show the second factor its user has
    "account_logout",
    "set_language",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
SETTING_UP = {  # open to whoever must have a second factor and has none
    "account_logout",
    "set_language",
    "account_reauthenticate",
    "second_factor",
    "mfa_activate_totp",
    "app_picture",
    "mfa_add_webauthn",
}


class SecondFactorMiddleware:
    """Keeps whoever must have a second factor on the pages where it is shown, or set up, until it is.

    Pages that need no sign-in stay open to them as to everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if proofs.second_factor_given(request) or not factors.are_compulsory(request.user):
            return None
        name = request.resolver_match.view_name
        if not factors.of(request.user).exists():
            return None if name in SETTING_UP else redirect("second_factor")
        return None if name in PROVING else lead(request, _way_to_prove(request))


def _way_to_prove(request):
    return get_adapter().get_reauthentication_methods(request.user)[0]["url"]
