from django.db import models
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.access import memberships_with
from accounts.permissions import Permission
from esfportal.database.swedish_order import by_shown_name


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROJECT_VIEW):
        memberships = memberships_with(user, permission)
        if any(m.project_id is None for m in memberships):  # an administrator's
            return self.all()
        return self.filter(pk__in=[m.project_id for m in memberships])

    def running(self, day):
        """Return the projects that have not ended, or whose end is not known."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def with_owner(self):
        """Annotate `owner_name` and `owner_name_en`, which are None without an owner."""
        owners = self.model.partners.rel.related_model.objects.filter(project=OuterRef("pk"), role="owner")
        return self.annotate(
            owner_name=Subquery(owners.values("organisation__name")[:1]),
            owner_name_en=Subquery(owners.values("organisation__name_en")[:1]),
        )

    def in_county(self, code):
        """Return the projects with a municipality of the county."""
        return self.filter(pk__in=self.model.objects.filter(municipalities__county=code).values("pk"))

    def owned_by(self, organisation):
        owned = self.model.partners.rel.related_model.objects.filter(role="owner", organisation=organisation)
        return self.filter(pk__in=owned.values("project"))

    def matching(self, words):
        """Return projects with every word in their name, an organisation, a municipality or a public text."""
        found = self
        # Subqueries instead of joins, which would repeat a project for each match.
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_en__icontains=word)
                | Q(short_name__icontains=word)
                | Q(short_name_en__icontains=word)
                | Q(pk__in=self.model.objects.filter(municipalities__name__icontains=word).values("pk"))
                | Q(pk__in=self.model.objects.filter(organisations__name__icontains=word).values("pk"))
                | Q(pk__in=self.model.objects.filter(organisations__name_en__icontains=word).values("pk"))
                | Q(pk__in=self.model.objects.filter(texts__body__icontains=word).values("pk"))
            )
        return found

    def in_order(self, sort):
        """Sort by "name", "period" or "programme", descending after a "-"; no date comes last."""
        name = by_shown_name()
        column = {
            "name": name,
            "period": F("starts_on"),
            "programme": F("programme_period"),
        }[sort.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, name)


class FinancingLineQuerySet(models.QuerySet):
    def with_booked(self):
        """Annotate the sums of the bookings: `booked` (kronor) and `booked_hours` (or None)."""
        zero = Value(0, output_field=DecimalField(max_digits=14, decimal_places=2))
        return self.annotate(
            booked=Coalesce(Sum("entries__amount"), zero), booked_hours=Sum("entries__hours")
        )


class FinancingEntryQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(line__project=project)
