from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.reports.models.reports import Report
from reporting.reports.models.texts import TemplateSection


class TextComment(models.Model):
    """A colleague's comment on a text of a draft: in the project only, in no document."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="text_comments")
    section = models.ForeignKey(TemplateSection, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(_("comment"), max_length=2000)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("comment on a text")
        verbose_name_plural = _("comments on texts")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.report_id} {self.section_id}"

    @property
    def is_done(self):
        return self.done_at is not None
