from datetime import timedelta

from django.db import models
from django.utils import timezone


class ImportDraftQuerySet(models.QuerySet):
    KEPT = timedelta(days=1)

    def fresh(self):
        return self.filter(created_at__gt=timezone.now() - self.KEPT)

    def stale(self):
        return self.filter(created_at__lte=timezone.now() - self.KEPT)
