"""The Celery application. Jobs are rows in PostgreSQL (esfportal/jobs); Celery only wakes the workers."""

import logging
import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")

logger = logging.getLogger(__name__)

app = Celery("esfportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["esfportal.jobs"])  # a package of tools, not an installed app


@worker_init.connect
def raise_if_unsafe(**kwargs):
    """End a worker whose keys or roles do not fit the database."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection

    from esfportal.files.checks import problems
    from esfportal.operations import startup_checks

    for problem in problems():
        logger.error(problem)  # jobs that write files will fail with this reason until it is put right
    # While the database is down Celery logs the error, and the worker waits: jobs are stored there, too.
    try:
        startup_checks.raise_if_unsafe()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
    finally:
        connection.close()  # the worker's children make their own
