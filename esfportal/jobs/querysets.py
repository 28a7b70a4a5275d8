from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

RECENT = timedelta(hours=1)


class JobQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=["queued", "running"])

    def abandoned(self, now=None):
        """Return the running jobs whose lease has run out."""
        return self.filter(state="running", leased_until__lt=now or timezone.now())

    def worn_out(self, now=None):
        """Return the abandoned jobs that have lost too many workers to be claimed again."""
        return self.abandoned(now).filter(losses__gte=self.model.MOST_LOSSES - 1)

    def claimable(self, now=None):
        """Return the jobs that a worker may claim: queued, or abandoned and not worn out."""
        now = now or timezone.now()
        return self.filter(
            Q(state="queued")
            | Q(state="running", leased_until__lt=now, losses__lt=self.model.MOST_LOSSES - 1)
        )

    def held_by(self, job):
        """Return the job's row as long as this attempt (`job.attempt`) holds it."""
        return self.filter(pk=job.pk, state="running", attempt=job.attempt)

    def recently_finished(self, now=None):
        """Return the jobs that ended within the hour: attempts that were cut short may have left files."""
        now = now or timezone.now()
        return self.filter(state__in=["done", "failed", "cancelled"], finished_at__gte=now - RECENT)

    def in_order(self):
        return self.order_by(F("queued_at"), "pk")
