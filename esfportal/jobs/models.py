from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.jobs.querysets import JobQuerySet


class Job(models.Model):
    """One long job. Subclasses inherit `Meta`."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    class Failure(models.TextChoices):
        # Codes, because the text of an exception may quote personal data.
        STORAGE = "storage", _("The files could not be saved.")
        DATABASE = "database", _("The database could not carry out the command.")
        UNEXPECTED = "unexpected", _("Something went wrong that should not have.")
        LOST = "lost", _("The job was started several times, and was interrupted each time.")

    # The name of the job's kind (settings.JOB_KINDS), as it is sent to the broker.
    JOB_KIND = ""
    # A job that has lost this many workers is given up: the work itself may be what kills them.
    MOST_LOSSES = 5

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    # Counts every claim and never goes back, so that it tells one attempt from another.
    attempt = models.PositiveIntegerField(default=0)
    losses = models.PositiveSmallIntegerField(
        default=0, help_text="Attempts since the job was enqueued whose worker vanished."
    )
    leased_until = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    failure = models.CharField(max_length=12, choices=Failure, blank=True)
    result = models.JSONField(default=dict, editable=False, help_text="Codes and counts, no personal data.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="%(class)s_progress_per_cent"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(leased_until__isnull=False),
                name="%(class)s_running_has_lease",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="%(class)s_failed_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"], condition=Q(state__in=["queued", "running"]), name="%(class)s_open"
            )
        ]

    def __str__(self):
        return f"{self.pk}: {self.state}"

    @property
    def is_open(self):
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def has_failed(self):
        return self.state == self.State.FAILED

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED
