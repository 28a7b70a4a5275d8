from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.register.models.participation import Participation
from participants.register.models.situation import Situation, situation_constraints
from projects.models import Intervention, Municipality, Project


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Spell(Situation):
    """One period of taking part, from entry_date to exit_date (both days included)."""

    class ExitReason(models.TextChoices):
        COMPLETED = "completed", _("completed")
        DROPPED_OUT = "dropped_out", _("dropped out")
        FOR_WORK = "for_work", _("left for work")
        FOR_STUDY = "for_study", _("left for studies")
        MOVED = "moved", _("moved")
        DIED = "died", _("died")
        NO_CONSENT = "no_consent", _("withdrew the consent")
        OTHER = "other", _("other")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="spells",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    entry_date = models.DateField(_("start"))
    exit_date = models.DateField(_("end"), null=True, blank=True)
    exit_reason = models.CharField(_("reason for leaving"), max_length=15, choices=ExitReason, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("municipality"),
        db_index=False,  # asked for within a project, by an index below
    )
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spells",
        verbose_name=_("intervention"),
    )
    case_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case worker"),
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)  # a merged record keeps it
    # Filled by a trigger with the participation's project, for the row-level security policies (ADR 89).
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,  # the participation protects its project
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,  # begins an index below
    )

    class Meta:
        verbose_name = _("spell")
        verbose_name_plural = _("spells")
        ordering = ["participation", "entry_date"]
        constraints = [
            *situation_constraints(),
            models.CheckConstraint(
                condition=Q(exit_date__isnull=True) | Q(exit_date__gte=F("entry_date")),
                name="spell_exit_after_entry",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(exit_date__isnull=True, exit_reason="")
                | (Q(exit_date__isnull=False) & ~Q(exit_reason="")),
                name="spell_exit_with_reason",
                violation_error_message=_("An end needs a date and a reason, both of them."),
            ),
            ExclusionConstraint(
                name="spell_no_overlap",
                expressions=[
                    # The participation first: the planner takes this index for a person's spells, too, and
                    # by dates it would walk through half of it.
                    ("participation", RangeOperators.EQUAL),
                    (
                        DateRange("entry_date", "exit_date", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The dates overlap another period of the same person."),
            ),
        ]
        # Both hold all that figures and policies read, so that they need not read the table.
        indexes = [
            models.Index(
                fields=["participation", "entry_date"],
                include=["exit_date", "municipality", "intervention", "project"],
                name="spell_facts",
            ),
            models.Index(
                fields=["project", "municipality"],
                include=["intervention", "participation"],
                name="spell_part",
            ),
        ]

    def __str__(self):
        return f"{self.entry_date} – {self.exit_date or ''}"
