from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.register.models.participation import Participation
from participants.register.querysets import OutcomeEventQuerySet
from projects.models import Project


class OutcomeEvent(models.Model):
    """A dated outcome of taking part."""

    # Append-only, enforced by a trigger: a correction is a new event that supersedes the wrong one.
    class Kind(models.TextChoices):
        EMPLOYMENT = "employment", _("employment")
        SELF_EMPLOYMENT = "self_employment", _("self-employment")
        JOB_SEARCH = "job_search", _("looking for work")
        UNEMPLOYED = "unemployed", _("unemployed")
        INACTIVE = "inactive", _("outside the labour force")
        EDUCATION = "education", _("studies")
        QUALIFICATION = "qualification", _("qualification")
        INTERNSHIP = "internship", _("internship")
        CLOSER = "closer_to_labour_market", _("closer to the labour market")
        FOLLOW_UP_EMPLOYED = "follow_up_employed", _("follow-up: employed")
        FOLLOW_UP_SELF_EMPLOYED = "follow_up_self_employed", _("follow-up: self-employed")
        FOLLOW_UP_UNEMPLOYED = "follow_up_unemployed", _("follow-up: unemployed")
        FOLLOW_UP_INACTIVE = "follow_up_inactive", _("follow-up: outside the labour force")

    class Improvement(models.TextChoices):
        PRECARIOUS_TO_STABLE = "precarious_to_stable", _("from precarious to stable employment")
        UNDEREMPLOYMENT_TO_FULL = "underemployment_to_full", _("from part-time to full employment")
        HIGHER_SKILLS = "higher_skills", _("a job that asks for more skills")
        PROMOTION = "promotion", _("promotion")

    LABOUR_MARKET = (
        Kind.EMPLOYMENT,
        Kind.SELF_EMPLOYMENT,
        Kind.JOB_SEARCH,
        Kind.UNEMPLOYED,
        Kind.INACTIVE,
    )
    FOLLOW_UPS = (
        Kind.FOLLOW_UP_EMPLOYED,
        Kind.FOLLOW_UP_SELF_EMPLOYED,
        Kind.FOLLOW_UP_UNEMPLOYED,
        Kind.FOLLOW_UP_INACTIVE,
    )

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="outcomes",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    happened_on = models.DateField(_("date"))
    kind = models.CharField(_("what happened"), max_length=25, choices=Kind)
    improvement = models.CharField(_("improvement"), max_length=25, choices=Improvement, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("corrects"),
    )
    is_withdrawal = models.BooleanField(
        _("only withdraws the outcome that it corrects"), default=False, help_text=_("It did not happen.")
    )
    correction_reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
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

    # The order of recording, filled by a trigger: the key of the first version that had this date and kind.
    # Later versions that only add evidence keep its place among the events of the day.
    place = models.BigIntegerField(blank=True, editable=False)

    objects = OutcomeEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["participation", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_withdrawal=False) | Q(supersedes__isnull=False),
                name="outcome_withdrawal_of_something",
            ),
            models.CheckConstraint(
                condition=Q(improvement="") | Q(kind="follow_up_employed"),
                name="outcome_improvement_on_follow_up",
                violation_error_message=_("An improvement belongs to a follow-up of an employed person."),
            ),
        ]
        # Holds all that figures and policies read, so that they need not read the table.
        indexes = [
            models.Index(
                fields=["participation", "happened_on"],
                include=["kind", "improvement", "is_withdrawal", "place", "id", "project"],
                name="outcome_facts",
            )
        ]

    def __str__(self):
        return f"{self.happened_on} {self.kind}"

    @property
    def is_superseded(self):
        return hasattr(self, "superseded_by")

    @property
    def is_in_force(self):
        # The same rule as OutcomeEventQuerySet.in_force, for an instance.
        return not self.is_superseded and not self.is_withdrawal

    def latest_version(self):
        """Return the last correction or withdrawal of the outcome, or itself."""
        latest = self
        while hasattr(latest, "superseded_by"):
            latest = latest.superseded_by
        return latest
