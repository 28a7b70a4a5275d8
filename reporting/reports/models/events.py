from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.reports.life.states import State, Step
from reporting.reports.models.reports import Report


class ReportSection(models.TextChoices):
    """Sections of a report that the funder comments on."""

    WHOLE = "whole", _("The report as a whole")
    TARGETS = "targets", _("Targets")
    PARTICIPANTS = "participants", _("Participants")
    RESULTS = "results", _("Results")
    PARTS = "parts", _("Parts of the project")
    RULES = "rules", _("Rules that are not followed")


# Before the key of a text's section, among the comments.
ON_TEXT = "text-"


class ReportEvent(models.Model):
    """A step of a report: who took it, when, and the comments. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(_("step"), max_length=10, choices=Step)
    from_state = models.CharField(_("from"), max_length=10, choices=State)
    to_state = models.CharField(_("to"), max_length=10, choices=State)
    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    comments = models.JSONField(
        _("comments"), default=dict, blank=True
    )  # {ReportSection, or "text-" and key: text}
    due_on = models.DateField(_("new due day"), null=True)
    # Of Step.SIGN (reporting/reports/life/signatures.py).
    signature = models.JSONField(_("signature"), null=True, editable=False)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.report_id} {self.step}"

    @property
    def comments_on_figures(self):
        """Return (section's label, text) in the order of the page."""
        return [
            (section.label, self.comments[section]) for section in ReportSection if section in self.comments
        ]

    @property
    def comments_on_texts(self):
        """Return {key of the text's section: text}."""
        return {
            name.removeprefix(ON_TEXT): text
            for name, text in self.comments.items()
            if name.startswith(ON_TEXT)
        }
