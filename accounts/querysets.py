from django.db import models
from django.db.models import Q
from django.utils import timezone


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Memberships that hold on the day (today unless told)."""
        day = day or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class AuditEntryQuerySet(models.QuerySet):
    def about(self, instance):
        """What was done to one row, newest first."""
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))


class ReadEntryQuerySet(models.QuerySet):
    def of_participation(self, participation):
        """Who has been shown one participation, newest first."""
        return self.filter(subjects__contains=[participation.pk])
