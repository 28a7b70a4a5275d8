"""Cookies of pages that are opened with a link and without an account."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class LinkCookie:
    """A cookie by its name: bound to the host, and never read by scripts."""

    def __init__(self, name: str):
        self._name = name

    @property
    def name(self) -> str:
        return f"__Host-{self._name}" if settings.SESSION_COOKIE_SECURE else self._name

    def value_of(self, request: HttpRequest) -> str:
        return request.COOKIES.get(self.name, "")

    def set(self, response: HttpResponseBase, value: str, *, max_age: int | timedelta | None = None) -> None:
        """Set it for so many seconds, or until the browser is closed."""
        response.set_cookie(
            self.name,
            value,
            max_age=max_age,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",  # the address may be opened from a message, or by a provider's site
        )

    def remove(self, response: HttpResponseBase) -> None:
        response.delete_cookie(self.name, samesite="Lax")
