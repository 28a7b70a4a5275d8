from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from reporting.indicators.document import from_json


class PublishedResults(models.Model):
    """The targets that a project publishes, as the latest submitted report shows them to the public."""

    project = models.OneToOneField(
        Project,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="published_results",
        verbose_name=_("project"),
    )
    figures = models.JSONField(_("figures"), editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("published results")
        verbose_name_plural = _("published results")

    def __str__(self):
        return str(self.project)

    @property
    def document(self):
        return from_json(self.figures)
