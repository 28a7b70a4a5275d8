from django.db import models
from django.db.models import DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import get_language

from accounts.access import memberships_with
from accounts.permissions import Permission
from esfportal.swedish_order import swedish_order


def shown_name():
    """The name that readers see: in English the English one, where there is one."""
    if (get_language() or "sv").startswith("en"):
        return Coalesce(NullIf("name_en", Value("")), "name")
    return F("name")


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROJECT_VIEW):
        """The projects where the user holds the permission (an administrator's: all)."""
        memberships = memberships_with(user, permission)
        if any(m.project_id is None for m in memberships):
            return self.all()
        return self.filter(pk__in=[m.project_id for m in memberships])

    def with_owner(self):
        """Annotates `owner_name` and `owner_name_en`; None when no owner is stated."""
        owners = self.model.partners.rel.related_model.objects.filter(project=OuterRef("pk"), role="owner")
        return self.annotate(
            owner_name=Subquery(owners.values("organisation__name")[:1]),
            owner_name_en=Subquery(owners.values("organisation__name_en")[:1]),
        )

    def matching(self, words):
        """Projects whose name, owner or municipality holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_en__icontains=word)
                | Q(short_name__icontains=word)
                | Q(pk__in=self.model.objects.filter(municipalities__name__icontains=word).values("pk"))
                | Q(pk__in=self.model.objects.filter(organisations__name__icontains=word).values("pk"))
            )
        return found

    def in_order(self, sort):
        """Sorted by "name", "period" or "programme", "-" for the other way; without a day last."""
        name = swedish_order(shown_name())
        column = {
            "name": name,
            "period": F("starts_on"),
            "programme": F("programme_period"),
        }[sort.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, name)


class FinancingLineQuerySet(models.QuerySet):
    def with_booked(self):
        """Annotates `booked` (kronor) and `booked_hours` from the entries."""
        zero = Value(0, output_field=DecimalField(max_digits=14, decimal_places=2))
        return self.annotate(
            booked=Coalesce(Sum("entries__amount"), zero), booked_hours=Sum("entries__hours")
        )


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor withdrawn; their links may have run out."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def usable(self):
        """Those whose link still works."""
        return self.open().filter(expires_at__gt=timezone.now())

    def with_parts(self):
        """With whatever a line about an invitation names."""
        return self.select_related("project", "sub_project", "municipality", "intervention", "invited_by")


class TeamReviewQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at__isnull=True)

    def current(self):
        """The latest of each project: an older one that nobody finished is taken over by it."""
        later = self.model.objects.filter(project=OuterRef("project"), quarter__gt=OuterRef("quarter"))
        return self.filter(~Exists(later))

    def overdue(self):
        """Open for longer than a fortnight: the leaders have been reminded."""
        limit = timezone.now() - self.model.REMIND_AFTER
        return self.unfinished().filter(opened_at__lte=limit)
