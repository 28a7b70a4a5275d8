"""The Django project: settings, URLs, servers and tools that every app may use."""

from esfportal.celery import app as celery_app

__all__ = ["celery_app"]
