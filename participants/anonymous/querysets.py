from django.db import models
from django.db.models import Sum

from esfportal.database.swedish_order import swedish_order


class AnonymousCountQuerySet(models.QuerySet):
    def in_list_order(self):
        places = swedish_order("municipality__name"), swedish_order("intervention__name")
        return self.order_by("-year", *(place.asc(nulls_first=True) for place in places))

    def by_year(self, *, until=None):
        """Return {"year", "women", "men"} of each year with participants, up to the year of the day."""
        found = self.filter(year__lte=until.year) if until else self
        sums = found.order_by("year").values("year").annotate(women=Sum("women"), men=Sum("men"))
        return [row for row in sums if row["women"] or row["men"]]
