from django.db import models
from django.db.models import DecimalField, Sum, Value
from django.db.models.functions import Coalesce

from accounts.access import memberships_with
from accounts.permissions import Permission


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROJECT_VIEW):
        """The projects where the user holds the permission (an administrator's: all)."""
        memberships = memberships_with(user, permission)
        if any(m.project_id is None for m in memberships):
            return self.all()
        return self.filter(pk__in=[m.project_id for m in memberships])


class FinancingLineQuerySet(models.QuerySet):
    def with_booked(self):
        """Annotates `booked` (kronor) and `booked_hours` from the entries."""
        zero = Value(0, output_field=DecimalField(max_digits=14, decimal_places=2))
        return self.annotate(
            booked=Coalesce(Sum("entries__amount"), zero), booked_hours=Sum("entries__hours")
        )
