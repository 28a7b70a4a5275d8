from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Filter memberships in force on the day (default today)."""
        day = day or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day=None):
        day = day or timezone.localdate()
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__date__gt=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def begun(self):
        """Filter memberships that have been in force, also those that are over."""
        not_cancelled = Q(ended_at__isnull=True) | Q(ended_at__date__gte=F("starts_on"))
        return self.filter(not_cancelled, starts_on__lte=timezone.localdate())

    def leading(self):
        return self.filter(
            role="project_leader",  # Role can't be imported here: models imports this module
            sub_project__isnull=True,
            municipality__isnull=True,
            intervention__isnull=True,
            user__is_active=True,
        )

    def with_opened(self, slug):
        """Join the project of the slug as `opened`; None for memberships in others."""
        return self.annotate(
            opened=FilteredRelation("project", condition=Q(project__slug=slug))
        ).select_related("opened")

    def with_parts(self):
        return self.select_related("user", "project", "sub_project", "municipality", "intervention")


class InvitationQuerySet(models.QuerySet):
    def open(self):
        # Their links may have expired.
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def usable(self):
        return self.open().filter(expires_at__gt=timezone.now())

    def with_parts(self):
        return self.select_related("project", "sub_project", "municipality", "intervention", "invited_by")


class TeamReviewQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at__isnull=True)

    def current(self):
        """Return the latest review of each project."""
        later = self.model.objects.filter(project=OuterRef("project"), quarter__gt=OuterRef("quarter"))
        return self.filter(~Exists(later))

    def overdue(self):
        limit = timezone.now() - self.model.REMIND_AFTER
        return self.unfinished().filter(opened_at__lte=limit)
