from datetime import timedelta
from functools import partial

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from esfportal.jobs.querysets import JobQuerySet
from participants.register.rules.editable_parts import editable_parts


class ImportDraftQuerySet(models.QuerySet):
    KEPT = timedelta(days=1)

    def fresh(self):
        return self.filter(created_at__gt=timezone.now() - self.KEPT)

    def stale(self):
        # An open job still needs its file.
        old = self.filter(created_at__lte=timezone.now() - self.KEPT)
        is_open = ["queued", "running"]
        return (
            old.exclude(job__state__in=is_open)
            .exclude(marking_job__state__in=is_open)
            .exclude(checking_job__state__in=is_open)
        )


class ImportCheckQuerySet(models.QuerySet):
    def before_import(self):
        """Leave out checks that an import has refused since: the register was not as the check had found it."""
        ended = Q(draft__job=None) | Q(draft__job__finished_at=None)
        return self.filter(ended | Q(draft__job__finished_at__lte=F("checked_at")))


class MarkingJobQuerySet(JobQuerySet):
    KEPT = timedelta(days=30)

    def outdated(self):
        """Return the jobs that ended so long ago that no user asks for their result."""
        return self.filter(finished_at__lte=timezone.now() - self.KEPT)


class ImportJobQuerySet(MarkingJobQuerySet):
    KEPT = timedelta(days=90)

    def claimable(self, now=None):
        """Return the jobs whose turn it is: an import waits for the earlier ones into its project."""
        return super().claimable(now).filter(~Exists(self.model.objects.open()._ahead(OuterRef)))

    def ahead_of(self, job):
        """Return the imports that the job waits for, the first one first."""
        return self.open()._ahead(partial(getattr, job)).order_by("-state", "queued_at", "pk")

    def _ahead(self, value):
        # `value` returns the job's value of a field.
        earlier = Q(queued_at__lt=value("queued_at")) | Q(queued_at=value("queued_at"), pk__lt=value("pk"))
        found = self.filter(project=value("project_id")).exclude(pk=value("pk"))
        return found.filter(Q(state="running") | earlier)

    def shown_to(self, user, project):
        """Return the project's jobs: all for those who work in all of it, else the user's own."""
        found = self.filter(project=project).select_related("created_by", "undone__created_by")
        return found if editable_parts(user, project).is_whole_project else found.filter(created_by=user)
