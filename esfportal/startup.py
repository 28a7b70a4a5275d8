"""What must hold before a process works on the data that it finds in the database.

An app names in its AppConfig who can tell: `at_start = ["package.module.function"]`, each giving a list of
faults in words that say what to do. Web (esfportal.health), worker (esfportal.celery), the commands over
the data (esfportal.commands) and `manage.py check --database default` ask.
"""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def faults():
    """Why this process must leave the database alone; empty when it need not."""
    asked = [path for app in apps.get_app_configs() for path in getattr(app, "at_start", ())]
    return [fault for path in asked for fault in import_string(path)()]


def refuse_if_faulty():
    """Raises ImproperlyConfigured, which says all faults."""
    if found := faults():
        raise ImproperlyConfigured(" ".join(found))
