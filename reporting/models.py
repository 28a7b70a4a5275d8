import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from reporting.querysets import ReportJobQuerySet, ReportQuerySet


class Report(models.Model):
    """A progress report for a period. The figures are frozen when the worker has computed
    them; a submitted report never changes again (a trigger sees to it)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="reports", verbose_name=_("project")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    figures = models.JSONField(_("figures"), null=True, editable=False)
    counted = ArrayField(models.BigIntegerField(), null=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    computed_at = models.DateTimeField(_("computed"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("created by")
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_ends_after_start",
                violation_error_message=_("The last day of the period is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", submitted_at__isnull=True)
                | Q(status="submitted", submitted_at__isnull=False, figures__isnull=False),
                name="report_submitted_with_figures",
            ),
        ]
        indexes = [models.Index(fields=["project", "-ends_on"], name="report_project_period")]

    def __str__(self):
        return f"{self.project} {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self):
        return reverse("reporting:detail", args=[self.project.slug, self.public_id])

    @property
    def is_submitted(self):
        return self.status == self.Status.SUBMITTED


class ReportJob(models.Model):
    """The work of making one report. This row is the truth; the broker is only a doorbell."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="job")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ReportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("report job")
        verbose_name_plural = _("report jobs")
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="job_progress_per_cent"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(leased_until__isnull=False), name="job_running_has_lease"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"], condition=Q(state__in=["queued", "running"]), name="job_open"
            )
        ]

    def __str__(self):
        return f"{self.pk}: {self.state}"


class ReportFile(models.Model):
    """A finished file of a report: one a kind and language."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind)
    language = models.CharField(max_length=2, choices=[("sv", "Svenska"), ("en", "English")])
    path = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ["report", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "language"], name="report_file_once")
        ]

    def __str__(self):
        return f"{self.report_id} {self.kind} {self.language}"
