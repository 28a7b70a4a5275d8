"""The cookie of an own page's session, apart from that of users who sign in."""

from esfportal.security.link_cookies import LinkCookie

COOKIE = LinkCookie("own")


def key_of(request):
    return COOKIE.value_of(request)


def set_key(response, key):
    COOKIE.set(response, key)  # the row says when the session ends


def remove_key(response):
    COOKIE.remove(response)
    response.headers["Clear-Site-Data"] = '"cache"'
