"""Start-up checks: reasons why a process must not work on the data in the database."""

# The checks are in settings.STARTUP_CHECKS. Each returns a list of texts that say what to do.

# Called by web (esfportal.operations.health), worker (esfportal.celery), commands (esfportal.operations.commands) and
# `manage.py check --database default`.

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def problems():
    """Return why this process must not work on the database, in words."""
    for path in settings.STARTUP_CHECKS:
        if found := import_string(path)():  # the later checks need what the earlier ones have checked
            return found
    return []


def raise_if_unsafe():
    if found := problems():
        raise ImproperlyConfigured(" ".join(found))
