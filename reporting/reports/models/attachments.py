from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.files.uploads import UploadedFile
from reporting.reports.models.reports import Report


class ReportAttachment(UploadedFile):
    """A file that belongs to a report; a trigger rejects changes when the report is no draft."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="attachments")
    # The heading that asks for the file, None for one that belongs to the report as a whole.
    section = models.ForeignKey(
        "reports.TemplateSection", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    title = models.CharField(_("title"), max_length=150)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["path"], name="report_attachment_path")]
