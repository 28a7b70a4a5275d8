"""What stands between a request and its page, beside Django's own: who must show more first."""

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect


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
