from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from esfportal.swedish_days import holidays, last_of_month

ISO_SATURDAY = 6
YEARS_BACK = 15  # holidays before that are not considered


def _midnight(day):
    # The default time zone, Swedish time.
    return timezone.make_aware(datetime.combine(day, time.min))


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Filter memberships in force on the day (default today)."""
        day = day or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day=None):
        day = day or timezone.localdate()
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__date__gt=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def leading(self):
        return self.filter(
            role="project_leader",  # Role can't be imported here: models imports this module
            sub_project__isnull=True,
            municipality__isnull=True,
            intervention__isnull=True,
            user__is_active=True,
        )

    def with_parts(self):
        return self.select_related("user", "project", "sub_project", "municipality", "intervention")


class AuditEntryQuerySet(models.QuerySet):
    def about(self, instance):
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))

    def is_in_effect(self, action, *, until):
        """Return True if the latest of two opposite actions is `action`."""
        latest = self.filter(action__in=[action, until]).order_by("-pk").values_list("action", flat=True)
        return latest.first() == action

    def in_effect(self, action, *, until):
        """Filter the latest entry of each object whose `action` was not reversed by `until`."""
        same = self.model.objects.filter(object_type=OuterRef("object_type"), object_id=OuterRef("object_id"))
        later = same.filter(action__in=[action, until], pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), action=action)


class ReadEntryQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def between(self, first, last):
        """Filter days from first to last inclusive; None means no limit."""
        found = self.filter(at__gte=_midnight(first)) if first else self
        return found.filter(at__lt=_midnight(last + timedelta(1))) if last else found

    def of_month(self, month):
        return self.between(month, last_of_month(month))

    def deliberate(self):
        return self.filter(kind__in=self.model.DELIBERATE)  # not lists and searches

    def outside_hours(self):
        # at__hour and the other lookups use Swedish time, the current time zone.
        opens, closes = settings.READ_LOG_OFFICE_HOURS
        this_year = timezone.localdate().year
        closed = [day for year in range(this_year - YEARS_BACK, this_year + 1) for day in holidays(year)]
        return self.filter(
            Q(at__hour__lt=opens)
            | Q(at__hour__gte=closes)
            | Q(at__iso_week_day__gte=ISO_SATURDAY)
            | Q(at__date__in=closed)
        )

    def of_participation(self, participation):
        return self.filter(subjects__contains=[participation.pk])
