from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

from participants.certificates.states import State


class RateQuerySet(models.QuerySet):
    def of_programme(self, project):
        return self.filter(programme_period=project.programme_period)

    def calls(self):
        return list(self.order_by("call").values_list("call", flat=True).distinct())

    def between(self, first, last):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


class BookingQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def with_entries(self):
        return self.select_related("entry__line__organisation", "entry__booked_by", "undone_by__booked_by")

    def with_sums(self):
        """Add `certificates`, and `changed`: how many of them were corrected since."""
        changed = ~Q(lines__certificate__state=State.LOCKED)
        return self.annotate(
            certificates=Count("lines__certificate", distinct=True),
            changed=Count("lines__certificate", filter=changed, distinct=True),
            hours=Sum("lines__hours"),
        )

    def latest_first(self):
        return self.order_by("-month", "-pk")


def without_bookings(certificates):
    """Return the certificates whose month, in any version, no booking in force has."""
    from reporting.cofinancing.models import Line

    booked = Line.objects.filter(
        certificate__participation=OuterRef("participation"),
        certificate__month=OuterRef("month"),
        booking__undone_by__isnull=True,
    )
    return certificates.filter(~Exists(booked))
