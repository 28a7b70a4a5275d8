from django.db import models
from django.db.models import Count, Min, Q

from esfportal.database.name_folding import folded, folded_words
from esfportal.database.swedish_order import swedish_order


class ActivityQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def matching(self, words):
        """Return activities with every word in the name or the place."""
        found = self.alias(folded_name=folded("name"), folded_place=folded("place"))
        for word in folded_words(words):
            found = found.filter(Q(folded_name__contains=word) | Q(folded_place__contains=word))
        return found

    def with_sessions(self, today):
        """Add `coming`, the number of sessions from today on, and `next_on`, the day of the first."""
        coming = Q(sessions__held_on__gte=today, sessions__cancelled_because="")
        return self.annotate(
            coming=Count("sessions", filter=coming), next_on=Min("sessions__held_on", filter=coming)
        )

    def in_list_order(self, order):
        """Sort by "next" or "name", descending after a "-"; activities without a coming session last."""
        name = swedish_order("name")
        column = {"name": name, "next": models.F("next_on")}[order.removeprefix("-")]
        chosen = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
        return self.order_by(chosen, name, "pk")


class SessionQuerySet(models.QuerySet):
    def in_project(self, project):
        return self.filter(project=project)

    def between(self, first, last):
        return self.filter(held_on__range=(first, last))

    def planned(self):
        return self.filter(cancelled_because="")
