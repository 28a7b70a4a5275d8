"""Start-up checks: reasons why a process must not work on the data in the database.

An app lists its checks in its AppConfig, `startup_checks = ["package.module.function"]`. Each returns a
list of texts that say what to do.
"""

# Called by web (esfportal.operations.health), worker (esfportal.celery), commands (esfportal.operations.commands) and
# `manage.py check --database default`.

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def problems():
    """Return why this process must not work on the database, in words."""
    checks = [path for app in apps.get_app_configs() for path in getattr(app, "startup_checks", ())]
    return [problem for path in checks for problem in import_string(path)()]


def raise_if_unsafe():
    if found := problems():
        raise ImproperlyConfigured(" ".join(found))
