"""Public pages: who may read and keep them, their addresses, how much may be searched for."""

from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

from accounts.database_access import public_access
from accounts.notifications.emails import portal_address
from esfportal.languages import active_language, path_in_language
from esfportal.operations.rate_limit import RateLimit

MAX_AGE = 300  # seconds that browsers and shared caches keep a page
LANGUAGES = ("sv", "en")

searches = RateLimit(300, seconds=60)  # of one process: a search reads all texts


def public_page(view):
    @login_not_required
    @conditional_page
    @public_access()
    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    return page


def public_path(name, *args, language=None):
    return path_in_language(reverse(f"bank:{name}", args=args), language)


def absolute(path):
    """Return the address with the configured host, because caches keep the page for all hosts."""
    return portal_address(path) or path  # without a host if the configured name is a pattern


def alternates(path):
    """Return the canonical address of a page and [(language, address)] of all its languages."""
    return {
        "canonical": absolute(path_in_language(path, active_language())),
        "alternates": [(language, absolute(path_in_language(path, language))) for language in LANGUAGES],
    }
