import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.plans.querysets import MeasurementQuerySet
from participants.register.models import Participation
from projects.models import Project


class ProjectScale(models.Model):
    """A scale that a project uses, with the number of the agreement if its owner asks for one."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="scales", verbose_name=_("project")
    )
    code = models.SlugField(_("scale"), max_length=30)
    is_used = models.BooleanField(_("in use"), default=True)
    agreement_number = models.CharField(_("number of the agreement"), max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("scale of a project")
        verbose_name_plural = _("scales of projects")
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="scale_once_in_project")]

    def __str__(self):
        return f"{self.project_id} {self.code}"


class Measurement(models.Model):
    """Answers on a scale, given on one day by the participant or the case worker."""

    REFUSED = "refused"  # apart from a question that was not asked, which is left out

    class Occasion(models.TextChoices):
        START = "start", _("at the start")
        PERIODIC = "periodic", _("every 90 days")
        EXIT = "exit", _("at the end")
        SIX_MONTHS = "six_months", _("after six months")

    class AnsweredBy(models.TextChoices):
        PARTICIPANT = "participant", _("the participant")
        CASE_WORKER = "case_worker", _("the case worker")

    form_number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="measurements",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    scale = models.SlugField(_("scale"), max_length=30)
    scale_version = models.PositiveSmallIntegerField(_("version of the scale"))
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    answered_by = models.CharField(_("answered by"), max_length=12, choices=AnsweredBy)
    measured_on = models.DateField(_("date"))
    answers = models.JSONField(_("answers"))  # {key of a question: 0 to 10, or REFUSED}
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason for the withdrawal"), max_length=300, blank=True, default="", editable=False
    )

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                name="measurement_withdrawn_with_reason",
            )
        ]
        indexes = [models.Index(fields=["participation", "measured_on"], name="measurement_participation")]

    def __str__(self):
        return f"Measurement {self.pk}"
