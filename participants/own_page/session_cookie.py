"""The cookie of an own page's session."""

from django.conf import settings

NAME = "__Secure-own" if settings.PRODUCTION else "own"
PATH = "/me/"


def key_of(request):
    return request.COOKIES.get(NAME, "")


def set_key(response, key):
    # Without an age: it ends with the browser at the latest. The row says when the session ends.
    response.set_cookie(
        NAME,
        key,
        path=PATH,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",  # the address may be typed, or opened from a message
    )


def remove_key(response):
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
