from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.attendance.models.activities import Activity
from participants.attendance.querysets import AboutPeopleQuerySet
from participants.register.models import Participation
from participants.register.models.spell import DateRange
from projects.models import Project


class AboutPerson(models.Model):
    """A row about a participation, read with it."""

    # Filled by a trigger with the participation's project, for the row-level security policies (ADR 89).
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,  # the participation protects its project
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )

    objects = AboutPeopleQuerySet.as_manager()

    class Meta:
        abstract = True


class Enrolment(AboutPerson):
    """A participant in an activity, from a day and maybe to one."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="enrolments",
        verbose_name=_("participation"),
        db_index=False,  # begins the exclusion constraint
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("activity")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["activity", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enrolment_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            ExclusionConstraint(
                name="enrolment_no_overlap",
                expressions=[
                    ("participation", RangeOperators.EQUAL),
                    ("activity", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The participant is enrolled on these days already."),
            ),
        ]

    def __str__(self):
        return f"Enrolment {self.pk}"

    def includes(self, day):
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
