from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from esfportal.swedish_days import holidays, last_of_month

ISO_SATURDAY = 6
YEARS_BACK = 15  # older entries are looked at without holidays


def _midnight(day):
    """The moment a day begins, by Swedish time."""
    return timezone.make_aware(datetime.combine(day, time.min))


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Memberships that hold on the day (today unless told)."""
        day = day or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day=None):
        """Memberships in force on the day or still to come."""
        day = day or timezone.localdate()
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__date__gt=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def leading(self):
        """Those by which somebody who can sign in leads a whole project."""
        return self.filter(
            role="project_leader",
            sub_project__isnull=True,
            municipality__isnull=True,
            intervention__isnull=True,
            user__is_active=True,
        )

    def with_parts(self):
        """With whatever a line about a membership names."""
        return self.select_related("user", "project", "sub_project", "municipality", "intervention")


class AuditEntryQuerySet(models.QuerySet):
    def about(self, instance):
        """What was done to one row, newest first."""
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))

    def is_in_effect(self, action, *, until):
        """Whether the latest of two opposite deeds is the first of them: said, and not taken back."""
        latest = self.filter(action__in=[action, until]).order_by("-pk").values_list("action", flat=True)
        return latest.first() == action

    def in_effect(self, action, *, until):
        """The latest entry about each object for which `action` was said and not taken back since."""
        same = self.model.objects.filter(object_type=OuterRef("object_type"), object_id=OuterRef("object_id"))
        later = same.filter(action__in=[action, until], pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), action=action)


class ReadEntryQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def between(self, first, last):
        """From the first day to the last, both included; either may be None."""
        found = self.filter(at__gte=_midnight(first)) if first else self
        return found.filter(at__lt=_midnight(last + timedelta(1))) if last else found

    def of_month(self, month):
        """A month by its first day."""
        return self.between(month, last_of_month(month))

    def deliberate(self):
        """Of one person, chosen: not what a list or a search happens to show."""
        return self.filter(kind__in=self.model.DELIBERATE)

    def outside_hours(self):
        """Before or after office hours, and on days when offices are closed, by Swedish time."""
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
        """Who has been shown one participation, newest first."""
        return self.filter(subjects__contains=[participation.pk])
