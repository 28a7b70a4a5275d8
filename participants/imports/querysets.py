from datetime import timedelta

from django.db import models
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
        return old.exclude(job__state__in=is_open).exclude(marking_job__state__in=is_open)


class MarkingJobQuerySet(JobQuerySet):
    KEPT = timedelta(days=30)

    def outdated(self):
        """Return the jobs that ended so long ago that no user asks for their result."""
        return self.filter(finished_at__lte=timezone.now() - self.KEPT)


class ImportJobQuerySet(MarkingJobQuerySet):
    KEPT = timedelta(days=90)

    def shown_to(self, user, project):
        """Return the project's jobs: all for those who work in all of it, else the user's own."""
        found = self.filter(project=project).select_related("created_by")
        return found if editable_parts(user, project).is_whole_project else found.filter(created_by=user)
