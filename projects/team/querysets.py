from functools import cache

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.notifications.models import Notification
from esfportal.database.prepared_statement import Parameter, counting_sql
from esfportal.database.together import PreparedTogether, ValuesOfRow


# Every page of a project asks for this, and composing it takes longer than running it.
@cache
def _memberships_and_project(model):
    today, user = Parameter("today", models.DateField()), Parameter("user", models.BigIntegerField())
    held = model.objects.in_force(today).filter(user=user)
    projects = model._meta.get_field("project").related_model.objects
    opened = projects.filter(
        slug=Parameter("slug", models.CharField()), pk__in=held.order_by().values("project")
    )
    # The head of each page has the number of unread notifications.
    unread = counting_sql(Notification.objects.visible_to(user, today).unread())
    unread = ValuesOfRow(f"SELECT {unread} AS unread", (("unread", "bigint"),))  # nosec B608
    return PreparedTogether(held, opened, unread)


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

    def officers(self):
        """Filter the roles of funders and auditors."""
        return self.filter(role__in=["funder", "auditor"])

    def responsible(self):
        """Filter the responsible officers of today, one at most for each project and organisation that funds it."""
        return self.in_force().filter(responsible_for=F("user__organisation"), user__is_active=True)

    def read_in_force(self, user, slug):
        """Return the user's memberships of today, with the project of the slug as `opened`, None in others."""
        memberships, projects, ((user.unread_notifications,),) = _memberships_and_project(self.model).read(
            user=user.pk, slug=slug, today=timezone.localdate()
        )
        by_key = {project.pk: project for project in projects}
        for membership in memberships:
            membership.user = user
            membership.opened = by_key.get(membership.project_id)
        return memberships

    def with_parts(self):
        return self.select_related("user", "project", "sub_project", "municipality", "intervention")


class InvitationQuerySet(models.QuerySet):
    def open(self):
        # Their links may have expired.
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def usable(self):
        return self.open().filter(expires_at__gt=timezone.now())

    def with_parts(self):
        return self.select_related(
            *("project", "sub_project", "municipality", "intervention", "invited_by", "organisation")
        )


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
