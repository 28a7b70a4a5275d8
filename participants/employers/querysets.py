from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import NullIf

from esfportal.database.name_folding import folded, folded_words
from esfportal.database.swedish_order import swedish_order
from participants.employers import organisation_numbers
from participants.register.choices import Protection


class EmployerQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def matching(self, words):
        """Return employers with every word in the name, an address or a municipality, or with the number."""
        if number := organisation_numbers.as_written(words):
            return self.filter(organisation_number=number)
        # Not a join, which would repeat an employer for each workplace.
        workplaces = self.model._meta.get_field("workplaces").related_model.objects
        workplaces = workplaces.alias(place=folded("municipality__name"), street=folded("address"))
        found = self.alias(folded_name=folded("name"))
        for word in folded_words(words):
            there = workplaces.filter(Q(place__contains=word) | Q(street__contains=word))
            found = found.filter(Q(folded_name__contains=word) | Q(pk__in=there.values("employer")))
        return found

    def in_list_order(self, order):
        """Sort by "name" or "branch", descending after a "-"; no branch comes last."""
        name = swedish_order("name")
        column = {"name": name, "branch": NullIf("branch", Value(""))}[order.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, name, "pk")


class ContactQuerySet(models.QuerySet):
    def with_consents(self):
        """Read what each has agreed to, latest first, and who wrote it down."""
        consents = self.model._meta.get_field("consents").related_model.objects
        consents = consents.select_related("recorded_by").order_by("-pk")
        return self.prefetch_related(models.Prefetch("consents", consents)).order_by("pk")

    def agreeing(self):
        """Return contacts whose latest answer about some purpose is yes."""
        consents = self.model._meta.get_field("consents").related_model.objects
        later = consents.filter(contact=OuterRef("contact"), purpose=OuterRef("purpose")).order_by("-pk")
        latest = consents.filter(pk=Subquery(later.values("pk")[:1]), is_given=True)
        return self.filter(pk__in=latest.values("contact"))


class OfferQuerySet(models.QuerySet):
    def current(self, day):
        """Return offers that have not ended."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class PlacementQuerySet(models.QuerySet):
    def shown_to(self, user, project):
        """Return placements of people whom the user may see here; of protected ones only those opened by the user."""
        people = _participations().visible_to(user).in_project(project).unprotected_or_opened_by(user)
        keys = people.values("pk")
        # A merged record's placements stay with it, and are shown with the record that took its place.
        return self.filter(Q(participation__in=keys) | Q(participation__merged_into__in=keys))

    def taking_places(self):
        """Return placements that take a place: not of voided registrations, nor of protected people."""
        # A count of places would otherwise show where a protected person is (ADR 130).
        return self.filter(
            Q(participation__voided_at__isnull=True, participation__person__protection=Protection.NONE)
            | Q(participation__merged_into__person__protection=Protection.NONE)
        )


def _participations():
    from participants.register.models import Participation

    return Participation.objects
