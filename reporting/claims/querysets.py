from django.db import models
from django.db.models import Count, Exists, OuterRef, Sum

from projects.models import FinancingEntry
from reporting.claims.states import NOT_SUBMITTED, State


class ClaimQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def submitted(self):
        return self.exclude(state__in=NOT_SUBMITTED)

    def drafts(self):
        return self.filter(state=State.DRAFT)

    def with_sums(self):
        return self.annotate(amount=Sum("lines__amount"), line_count=Count("lines")).order_by("-number")


def entries_to_claim(claim):
    """Return the entries with a day in the claim's period that no claim has."""
    return _unclaimed(claim).filter(booked_on__range=(claim.starts_on, claim.ends_on))


def left_before(claim):
    found = _unclaimed(claim).filter(booked_on__lt=claim.starts_on).order_by()
    return found.aggregate(amount=Sum("amount"), number=Count("pk"))


def _unclaimed(claim):
    from reporting.claims.models import ClaimLine

    entries = FinancingEntry.objects.filter(line__project=claim.project_id)
    entries = entries.filter(~Exists(ClaimLine.objects.filter(entry=OuterRef("pk"))))
    return entries.select_related("line", "budget_line").order_by("booked_on", "pk")
