"""Rows of the list and of an employer's page; counts on the page of an intervention."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from accounts.access import may
from accounts.database_access import whole_project_reading
from accounts.permissions import Permission
from participants.employers.models import Employer, Offer, Placement
from participants.employers.placement_rules import most_at_once
from participants.register.models import Participation


@dataclass(frozen=True)
class EmployerRow:
    employer: Employer
    municipalities: tuple[str, ...]
    places: int  # offered now or later
    placements: int  # of people whom the reader may see


@dataclass(frozen=True)
class OfferRow:
    offer: Offer
    taken: int
    is_over: bool

    @property
    def is_full(self):
        return self.taken >= self.offer.places


@dataclass(frozen=True)
class PlacementRow:
    placement: Placement
    participation: Participation  # the merged record, if that of the placement was merged


@dataclass(frozen=True)
class InterventionCounts:
    employers: int
    places: int
    url: str  # of the list, for those who may open it


def employer_rows(employers, *, user, project):
    """Return the rows of the employers, with what they need read at once."""
    employers = list(employers)
    prefetch_related_objects(employers, "workplaces__municipality")
    offers = Offer.objects.current(timezone.localdate()).filter(employer__in=employers).order_by()
    places = Counter(dict(offers.values_list("employer").annotate(Sum("places"))))
    shown = Placement.objects.shown_to(user, project).filter(employer__in=employers).order_by()
    placements = Counter(dict(shown.values_list("employer").annotate(Count("pk"))))
    return [
        EmployerRow(
            employer,
            tuple(dict.fromkeys(place.municipality.name for place in employer.workplaces.all())),
            places[employer.pk],
            placements[employer.pk],
        )
        for employer in employers
    ]


def offer_rows(employer):
    """Return the offered places, those that are over last."""
    today = timezone.localdate()
    offers = list(employer.offers.select_related("workplace__municipality", "intervention"))
    periods = defaultdict(list)
    # The places of all parts of the project count, as when one is taken.
    with whole_project_reading(employer.project):
        taking = Placement.objects.filter(offer__in=offers).taking_places()
        for offer, first, last in taking.values_list("offer", "starts_on", "ends_on"):
            if last is None or last >= today:
                periods[offer].append((first, last))
    rows = [
        OfferRow(each, most_at_once(periods[each.pk]), bool(each.ends_on and each.ends_on < today))
        for each in offers
    ]
    return sorted(rows, key=lambda row: row.is_over)


def shown_placements(employer, user):
    """Return the placements at the employer whose people the user may see, latest first."""
    found = Placement.objects.shown_to(user, employer.project).filter(employer=employer)
    people = ("participation__person", "participation__merged_into__person")
    return found.select_related(*people).order_by("-starts_on", "-pk")


def placement_rows(placements, project):
    rows = []
    for placement in placements:
        participation = placement.participation.merged_into or placement.participation
        participation.project = project
        rows.append(PlacementRow(placement, participation))
    return rows


def intervention_counts(request, intervention):
    """Return how many employers offer places to an intervention; nothing about people."""
    today = timezone.localdate()
    offers = Offer.objects.filter(intervention=intervention)
    places = offers.current(today).order_by().aggregate(places=Sum("places"))["places"]
    employers = offers.order_by().aggregate(employers=Count("employer", distinct=True))["employers"]
    url = ""
    if may(request.user, Permission.PARTICIPANT_VIEW, intervention.project):
        url = (
            reverse("employers:list", args=[intervention.project.slug]) + f"?intervention={intervention.code}"
        )
    return {"employer_counts": InterventionCounts(employers, places or 0, url)}
