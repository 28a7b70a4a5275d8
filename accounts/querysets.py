from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from esfportal.swedish_days import holidays, last_of_month

ISO_SATURDAY = 6
YEARS_BACK = 15  # holidays before that are not considered


def _midnight(day):
    # The default time zone, Swedish time.
    return timezone.make_aware(datetime.combine(day, time.min))


class AccessLogEntryQuerySet(models.QuerySet):
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
        opens, closes = settings.ACCESS_LOG_OFFICE_HOURS
        this_year = timezone.localdate().year
        closed = [day for year in range(this_year - YEARS_BACK, this_year + 1) for day in holidays(year)]
        return self.filter(
            Q(at__hour__lt=opens)
            | Q(at__hour__gte=closes)
            | Q(at__iso_week_day__gte=ISO_SATURDAY)
            | Q(at__date__in=closed)
        )

    def of_participations(self, keys):
        return self.filter(subjects__overlap=list(keys))
