from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

RECENT = timedelta(hours=1)


class JobQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=["queued", "running"])

    def abandoned(self, now=None):
        return self.filter(state="running", leased_until__lt=now or timezone.now())

    def worn_out(self, now=None):
        # The work itself may be what kills the workers.
        return self.abandoned(now).filter(losses__gte=self.model.MOST_LOSSES - 1)

    def claimable(self, now=None):
        now = now or timezone.now()
        return self.filter(
            Q(state="queued")
            | Q(state="running", leased_until__lt=now, losses__lt=self.model.MOST_LOSSES - 1)
        )

    def held_by(self, job):
        return self.filter(pk=job.pk, state="running", attempt=job.attempt)

    def recently_finished(self, now=None):
        now = now or timezone.now()
        return self.filter(state__in=["done", "failed", "cancelled"], finished_at__gte=now - RECENT)

    def in_order(self):
        return self.order_by(F("queued_at"), "pk")
