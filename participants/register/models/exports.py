import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.jobs.models import Job
from esfportal.jobs.querysets import JobQuerySet
from projects.models import Project


class ListExportQuerySet(JobQuerySet):
    KEPT = timedelta(days=1)

    def outdated(self):
        return self.filter(finished_at__lte=timezone.now() - self.KEPT)

    def fresh(self):
        return self.exclude(finished_at__lte=timezone.now() - self.KEPT)


class ListExport(Job):
    """The making of a file of a participant list that is too long for one request."""

    class Format(models.TextChoices):
        XLSX = "xlsx", _("Spreadsheet (XLSX)")
        CSV = "csv", _("Text with semicolons (CSV)")

    class Refusal(models.TextChoices):
        FORBIDDEN = "forbidden", _("You may no longer see the project's participants.")

    JOB_KIND = "list_export"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    language = models.CharField(max_length=5)
    # Encrypted because a search may be for a name: the query of the list, and the search.
    request_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()
    failure = models.CharField(max_length=12, choices=[*Job.Failure.choices, *Refusal.choices], blank=True)

    objects = ListExportQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("list export")
        verbose_name_plural = _("list exports")


class ExportedList(models.Model):
    """The file of an export, for its user alone. Deleted with the export."""

    export = models.OneToOneField(ListExport, on_delete=models.CASCADE, primary_key=True, related_name="file")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # For the access log: the participations in the file.
    subjects = ArrayField(models.BigIntegerField(), editable=False)
    content_encrypted = models.BinaryField(editable=False)  # compressed
    key_version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("exported list")
        verbose_name_plural = _("exported lists")

    def __str__(self):
        return str(self.pk)
