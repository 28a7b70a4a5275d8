from django.db import models
from django.db.models import Count, Q


class SurveyQuerySet(models.QuerySet):
    def in_list_order(self):
        return self.order_by("occasion", "-version")

    def with_invited(self):
        """Annotate how many participants have a link, and how many of them have answered."""
        invited = Q(invitations__participation__isnull=False)
        return self.annotate(
            invited=Count("invitations", filter=invited),
            answered=Count("invitations", filter=Q(invitations__is_used=True)),
        )


class QuestionQuerySet(models.QuerySet):
    def own(self):
        return self.filter(key="")
