from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.formats import period
from participants.employers.models.employer import Employer, Workplace
from participants.employers.querysets import OfferQuerySet, PlacementQuerySet
from participants.register.models import OutcomeEvent, Participation
from projects.models import Intervention, Project


class PlacementKind(models.TextChoices):
    INTERNSHIP = "internship", _("internship")
    TRIAL = "trial", _("work trial")
    JOB = "job", _("job")


class Offer(models.Model):
    """Places of one kind that an employer offers between two days."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, related_name="offers", verbose_name=_("employer")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlacementKind)
    description = models.CharField(_("task"), max_length=150, blank=True)
    places = models.PositiveSmallIntegerField(_("number of places"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    workplace = models.ForeignKey(
        Workplace,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("workplace"),
    )
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("intervention"),
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offered place")
        verbose_name_plural = _("offered places")
        ordering = ["employer", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="offer_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="offer_has_a_place",
                violation_error_message=_("State one place or more."),
            ),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self):
        name = ", ".join(filter(None, [self.get_kind_display(), self.description]))
        return f"{capfirst(name)} {period(self.starts_on, self.ends_on)}"


class Placement(models.Model):
    """A participant at an employer, and what came of it."""

    class Result(models.TextChoices):
        HIRED = "hired", _("was hired there")
        COMPLETED = "completed", _("completed as planned")
        ENDED_BY_PARTICIPANT = "by_participant", _("ended early by the participant")
        ENDED_BY_EMPLOYER = "by_employer", _("ended early by the employer")
        OTHER = "other", _("ended for another reason")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="placements",
        verbose_name=_("participation"),
        db_index=False,  # begins the unique constraint
    )
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
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="placements", verbose_name=_("employer")
    )
    offer = models.ForeignKey(
        Offer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("offered place"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlacementKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=15, choices=Result, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["participation", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "employer", "kind", "starts_on"],
                name="placement_once",
                violation_error_message=_("The placement is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(ends_on__isnull=False),
                name="placement_result_after_end",
                violation_error_message=_("What came of it needs a last day."),
            ),
        ]

    def __str__(self):
        return f"Placement {self.pk}"


class OutcomeEmployer(models.Model):
    """The employer of an outcome, such as an employment. The outcome itself is never changed (ADR 130)."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="+", verbose_name=_("participation")
    )
    # As in Placement.
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    outcome = models.OneToOneField(
        OutcomeEvent, on_delete=models.PROTECT, related_name="+", verbose_name=_("outcome")
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("employer")
    )

    class Meta:
        verbose_name = _("employer of an outcome")
        verbose_name_plural = _("employers of outcomes")

    def __str__(self):
        return f"Outcome {self.outcome_id}"
