"""The Celery application. What is to be done stands in PostgreSQL; Celery only says when."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esfportal.settings")

app = Celery("esfportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
