"""The names of the portal's cookies: `__Host-` binds each to this host, to TLS and to the whole site."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    @property
    def cookie_name(self):
        return settings.MESSAGE_COOKIE_NAME


class MessageStorage(FallbackStorage):
    """Django's, with our name on the cookie."""

    storage_classes = (MessageCookie, SessionStorage)
