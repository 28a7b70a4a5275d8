"""Message storage whose cookie has a name of our own."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    # Django has no setting for this name. "__Host-" binds a cookie to this host and to TLS.
    @property
    def cookie_name(self) -> str:
        return settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    storage_classes = (MessageCookie, SessionStorage)
