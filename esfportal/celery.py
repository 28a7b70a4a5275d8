"""The Celery application. PostgreSQL holds what is to be done (esfportal/jobs); Celery wakes the workers."""

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
def refuse_if_faulty(**kwargs):
    """A worker that must leave the data alone ends here, with the reason. While the database is away nobody can
    tell: Celery logs that, and the worker waits for jobs that stand there too."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection

    from esfportal import startup
    from esfportal.files.checks import problems

    for problem in problems():
        logger.error(problem)  # jobs that write files will fail with this reason until it is put right
    try:
        startup.refuse_if_faulty()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
    finally:
        connection.close()  # the worker's children make their own
