"""Steps for a group: a job, and the files of a group's certificates."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.jobs.models import Job
from esfportal.jobs.querysets import JobQuerySet
from participants.certificates.states import Step
from projects.models import Project


class GroupStepQuerySet(JobQuerySet):
    KEPT = timedelta(days=1)

    def outdated(self):
        return self.filter(finished_at__lte=timezone.now() - self.KEPT)

    def fresh(self):
        return self.exclude(finished_at__lte=timezone.now() - self.KEPT)


class GroupStep(Job):
    """A step of the certificates of several participants, or the making of one file with all of them."""

    class Kind(models.TextChoices):
        CLOSE = Step.CLOSE.value, _("Close the months")
        SEND = Step.SEND.value, _("They are handed to the participants")
        COUNTERSIGN = Step.COUNTERSIGN.value, _("Countersign the certificates")
        LOCK = Step.LOCK.value, _("Lock the certificates")
        PAPER = "paper", _("Make a file with the certificates (PDF)")

    class Refusal(models.TextChoices):
        FORBIDDEN = "forbidden", _("You may no longer certify the project's attendance.")

    JOB_KIND = "group_step"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=15, choices=Kind)
    language = models.CharField(max_length=5)
    # The chosen participations in the order of the list, and what the list had shown of each: the minutes of an open
    # month, the key of a certificate, or -1 for one that was on another page.
    subjects = ArrayField(models.BigIntegerField(), editable=False)
    seen = ArrayField(models.BigIntegerField(), editable=False)
    failure = models.CharField(max_length=12, choices=[*Job.Failure.choices, *Refusal.choices], blank=True)

    objects = GroupStepQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("step for a group")
        verbose_name_plural = _("steps for groups")


class GroupFile(models.Model):
    """Certificates of several participants as one PDF, for the user who asked. Deleted with the step."""

    step = models.ForeignKey(GroupStep, on_delete=models.CASCADE, related_name="files", db_index=False)
    number = models.PositiveSmallIntegerField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # For the access log: the participations in the file.
    subjects = ArrayField(models.BigIntegerField(), editable=False)
    content_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("file of certificates")
        verbose_name_plural = _("files of certificates")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["step", "number"], name="group_file_number_once")]

    def __str__(self):
        return f"{self.step_id} {self.number}"
