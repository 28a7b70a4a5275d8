"""Browsers that ask for codes and links."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from esfportal.security.link_cookies import LinkCookie

COOKIE = LinkCookie("own-code")
COOKIE_AGE = 20 * 60  # seconds: a code may wait for ten minutes, and is valid for ten


def visitor_of(request: HttpRequest) -> str:
    address = get_adapter().get_client_ip(request)
    return salted_hmac("participants.own_page.visitor", address, algorithm="sha256").hexdigest()
