from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.languages import in_language
from esfportal.ui.formats import period
from projects.models.project import ProgrammePeriod, Project


class ReportKind(models.TextChoices):
    PROGRESS = "progress", _("progress report")
    QUARTERLY = "quarterly", _("quarterly report")
    FOLLOW_UP = "follow_up", _("follow-up report")
    FINAL = "final", _("final report")
    PRE_STUDY_FINAL = "pre_study_final", _("final report of a pre-study")


@dataclass(frozen=True)
class ReportKinds:
    """The kinds of reports that projects of a programme period owe."""

    regular: ReportKind
    months: int  # of a regular report; only proposed, because each decision states its own terms
    others: tuple[ReportKind, ...]
    pre_study: ReportKind = ReportKind.FINAL  # the last report of a pre-study

    @property
    def all(self):
        return (self.regular, *self.others)

    def last(self, project):
        return ReportKind.FINAL if project.expects_participants else self.pre_study


REPORT_KINDS = {
    ProgrammePeriod.P2007: ReportKinds(
        ReportKind.PROGRESS,
        6,
        (ReportKind.FOLLOW_UP, ReportKind.FINAL, ReportKind.PRE_STUDY_FINAL),
        pre_study=ReportKind.PRE_STUDY_FINAL,
    ),
    ProgrammePeriod.P2014: ReportKinds(ReportKind.PROGRESS, 6, (ReportKind.FINAL,)),
    ProgrammePeriod.P2021: ReportKinds(ReportKind.QUARTERLY, 3, (ReportKind.FINAL,)),
}


class ReportDuty(models.Model):
    """A report that the project owes its funder by the terms of the decision."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="report_duties")
    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    due_on = models.DateField(_("due day"))
    terms = models.CharField(
        _("where it is written"),
        max_length=200,
        blank=True,
        help_text=_("The place in the decision, for example: special terms, point 4."),
    )
    terms_en = models.CharField(_("where it is written, in English"), max_length=200, blank=True)
    # In the row, so that the history shows it with the change or before the removal.
    change_reason = models.CharField(_("reason for the change"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("report to hand in")
        verbose_name_plural = _("reports to hand in")
        ordering = ["due_on", "ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_duty_ends_after_start",
                violation_error_message=_("The last day of the period is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ends_on")),
                name="report_duty_due_after_period",
                violation_error_message=_("The report is due before its period has ended."),
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "starts_on", "ends_on"],
                name="report_duty_once",
                violation_error_message=_("The project already owes a report of this kind for this period."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="report_duty_due")]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())} {period(self.starts_on, self.ends_on)}"

    @property
    def display_terms(self):
        return in_language(self.terms, self.terms_en)
