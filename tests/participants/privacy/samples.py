"""Entries of the access log for tests."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import AccessLogEntry


def log_old_access(participation, *, by):
    """Return an access log entry from a month whose log can be reviewed."""
    return AccessLogEntry.objects.create(
        actor=by,
        project=participation.project,
        kind="opened",
        purpose="casework",
        subjects=[participation.pk],
        count=1,
        at=timezone.now() - timedelta(70),
    )
