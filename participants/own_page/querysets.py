from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone


class OwnPageLinkQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def links(self):
        """Return rows with a link, not those of an e-identification."""
        return self.exclude(method=self.model.Method.E_ID)

    def to_open(self):
        unused = self.in_force().filter(opened_at__isnull=True, tries__lt=self.model.TRIES)
        return unused.filter(expires_at__gt=timezone.now())

    def signed_in(self):
        now = timezone.now()
        going_on = self.in_force().filter(ended_at__isnull=True, used_at__gt=now - self.model.MAX_IDLE)
        return going_on.filter(opened_at__gt=now - self.model.MAX_AGE)

    def count_try(self, pk):
        """Count a try of the code; return False if there is none left."""
        # One statement: of requests at the same time each is counted.
        return bool(self.to_open().filter(pk=pk).update(tries=F("tries") + 1))


class LinkRequestQuerySet(models.QuerySet):
    HOUR, KEPT_FOR = timedelta(hours=1), timedelta(days=1)

    def _of_last_hour(self):
        return self.filter(asked_at__gt=timezone.now() - self.HOUR)

    def of_visitor(self, visitor):
        return self._of_last_hour().filter(visitor_hash=visitor)

    def of_address(self, index):
        return self._of_last_hour().filter(email_index=index)

    def old(self):
        return self.filter(asked_at__lt=timezone.now() - self.KEPT_FOR)
