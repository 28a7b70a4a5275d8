from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from participants.evidence.choices import ItemState
from participants.register.identity.merged_records import record_keys


class ProofQuerySet(models.QuerySet):
    def about(self, participation):
        """Return the proof of the participation, and of the records that were merged into it."""
        return self.filter(participation__in=record_keys(participation))

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def for_pages(self):
        return self.select_related("added_by", "withdrawn_by", "file").prefetch_related("items__reviewed_by")


class ProofItemQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Return the items that are not replaced now, or that were not at the end of a day."""
        if day is None:
            return self.filter(replaced_at__isnull=True)
        end = end_of(day)
        return self.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gte=end), added_at__lt=end)

    def accepted(self, day=None):
        found = self.in_force(day).filter(state=ItemState.ACCEPTED)
        return found if day is None else found.filter(reviewed_at__lt=end_of(day))

    def rejected(self, day=None):
        found = self.in_force(day).filter(state=ItemState.REJECTED)
        return found if day is None else found.filter(reviewed_at__lt=end_of(day))

    def waiting(self, day=None):
        found = self.in_force(day)
        if day is None:
            return found.filter(state=ItemState.WAITING)
        return found.filter(Q(reviewed_at__isnull=True) | Q(reviewed_at__gte=end_of(day)))


def end_of(day):
    """Return the first moment of the next Swedish day."""
    return timezone.make_aware(datetime.combine(day + timedelta(1), time.min))


def named_files():
    """Return the paths of stored files that proof names, for the sweep."""
    from participants.evidence.models import ProofFile

    return ProofFile.objects.values_list("path", flat=True)
