import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.jobs.models import Job
from esfportal.jobs.querysets import JobQuerySet
from projects.models import ProgrammePeriod


class CutoffExportQuerySet(JobQuerySet):
    def of_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def without_content(self):
        return self.defer("content")

    def frozen(self):
        return self.filter(confirmed_at__isnull=False)

    def last_of(self, programme_period):
        """Return the last frozen export of a programme period, without its content, or None."""
        of_period = self.frozen().without_content().filter(programme_period=programme_period)
        # The people counted once, [women, men], without the figures of each project.
        counted = of_period.annotate(people=KT("content__people"))
        return counted.order_by("-cutoff", "-confirmed_at").first()

    def before(self, export):
        """Return the frozen export that this one is compared with, or None."""
        same = self.frozen().filter(
            organisation=export.organisation_id,
            programme_period=export.programme_period,
            cutoff__lte=export.cutoff,
        )
        return same.exclude(pk=export.pk).order_by("-cutoff", "-confirmed_at").first()


class CutoffExport(Job):
    """The figures of a programme up to a cut-off date, counted by a job and frozen when they are confirmed."""

    class Refusal(models.TextChoices):
        FORBIDDEN = "forbidden", _("You may no longer follow the projects of the programme.")

    JOB_KIND = "cutoff_export"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    programme_period = models.CharField(
        _("programme period"), max_length=9, choices=ProgrammePeriod, editable=False
    )
    cutoff = models.DateField(_("cut-off"), editable=False)
    # As reporting.programme.cutoffs.counting.content returns it.
    content = models.JSONField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    failure = models.CharField(max_length=12, choices=[*Job.Failure.choices, *Refusal.choices], blank=True)

    objects = CutoffExportQuerySet.as_manager()

    class Meta(Job.Meta):
        verbose_name = _("export by cut-off date")
        verbose_name_plural = _("exports by cut-off date")
        constraints = [
            *Job.Meta.constraints,
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, reason="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(digest="")),
                name="cutoff_confirmed_with_content",
            ),
        ]

    def get_absolute_url(self):
        return reverse("programme:cutoff", args=[self.pk])

    @property
    def code(self):
        """Return the cut-off as the Commission writes it: 202606."""
        return code_of(self.cutoff)

    @property
    def is_frozen(self):
        return self.confirmed_at is not None

    @property
    def is_made(self):
        return bool(self.digest)


def code_of(cutoff: date):
    return f"{cutoff:%Y%m}"
