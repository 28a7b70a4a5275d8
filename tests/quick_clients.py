"""Less work for each client and page of the tests: the same requests and answers, and the same `response.context`."""

from copy import copy

from django.core.handlers.base import BaseHandler
from django.dispatch import receiver
from django.test import client
from django.test.signals import setting_changed
from django.test.utils import ContextList

LOADED = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
_loaded = {}  # of the first client since a setting changed, which is in the same test


@receiver(setting_changed)
def load_again(**kwargs):
    _loaded.clear()


class SharedHandler(client.ClientHandler):
    """Handler whose middleware is loaded once for the clients of a test, in place of once for each client."""

    def load_middleware(self, is_async=False):
        if not _loaded:
            handler = BaseHandler()
            handler.load_middleware(is_async)
            _loaded.update({name: getattr(handler, name) for name in LOADED})
        vars(self).update(_loaded)


def keep_context(store, signal, sender, template, context, **kwargs):
    """Keep the context of a page or an e-mail. Django also copies it for each template that these include."""
    store.setdefault("templates", []).append(template)
    if template is context.template:
        store.setdefault("context", ContextList()).append(copy(context))


def make_clients_quick(patch):
    patch.setattr(client, "ClientHandler", SharedHandler)
    patch.setattr(client, "store_rendered_templates", keep_context)
