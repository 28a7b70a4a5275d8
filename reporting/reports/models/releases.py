from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.indicators.document import from_json
from reporting.reports.models.reports import Report


class ReportRelease(models.Model):
    """A report's figures for one audience outside the project (docs/disclosure-control.md)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="releases")
    audience = models.CharField(max_length=9, default="released", db_default="released", editable=False)
    figures = models.JSONField(_("figures"), editable=False)
    alternatives = models.JSONField(
        editable=False, help_text="What the next release begins with; as secret as the report's own figures."
    )
    considered_reports = ArrayField(
        models.BigIntegerField(), editable=False, help_text="The reports that had been submitted before."
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("released figures")
        verbose_name_plural = _("released figures")
        constraints = [models.UniqueConstraint(fields=["report", "audience"], name="report_release_once")]

    def __str__(self):
        return f"{self.report_id} {self.audience}"

    @property
    def document(self):
        return from_json(self.figures)
