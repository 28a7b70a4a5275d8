from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from participants.register.models.spell import DateRange
from projects.models import Project


class AbsenceCoverQuerySet(models.QuerySet):
    def not_over(self, day):
        return self.filter(ended_at__isnull=True, ends_on__gte=day)

    def in_force(self, day):
        return self.not_over(day).filter(starts_on__lte=day)

    def on_days(self, starts_on, ends_on):
        """Return the covers on some of the days."""
        return self.not_over(starts_on).filter(starts_on__lte=ends_on)


class AbsenceCover(models.Model):
    """A colleague who has a case worker's people in My day while the case worker is away."""

    LONGEST = timedelta(days=366)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    absent_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("absent")
    )
    cover_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("cover")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    message = models.CharField(_("message"), max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    ended_at = models.DateTimeField(_("ended before its last day"), null=True, editable=False)

    objects = AbsenceCoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence cover")
        verbose_name_plural = _("absence covers")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + timedelta(days=366)),
                name="absence_within_a_year",
                violation_error_message=_("The last day is before the first, or more than a year after it."),
            ),
            models.CheckConstraint(
                condition=~Q(cover_worker=F("absent_worker")),
                name="absence_covered_by_another",
                violation_error_message=_("Choose a colleague."),
            ),
            ExclusionConstraint(
                name="absence_no_overlap",
                expressions=[
                    ("project", RangeOperators.EQUAL),
                    ("absent_worker", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("There is a cover for some of the days already. End it first."),
            ),
        ]
        indexes = [models.Index(fields=["cover_worker", "ends_on"], name="absence_of_cover")]

    def __str__(self):
        return f"Absence cover {self.pk}"


AbsenceCoverHistory = track(AbsenceCover, hidden={"sensitive": ["message"]})
