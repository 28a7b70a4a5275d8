from django.db import models
from django.db.models import F
from django.utils import timezone


class OwnPageLinkQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def links(self):
        """Return rows with a link, not those of an e-identification."""
        return self.filter(method=self.model.Method.LINK)

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
