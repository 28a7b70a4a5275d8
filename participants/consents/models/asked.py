from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.consents.models.texts import Subject
from projects.models import Project


class AskedConsents(models.Model):
    """Consents that a project asks for; none without a row."""

    project = models.OneToOneField(
        Project, on_delete=models.PROTECT, related_name="asked_consents", verbose_name=_("project")
    )
    subjects = ArrayField(
        models.CharField(max_length=15, choices=Subject), default=list, verbose_name=_("consents")
    )

    class Meta:
        verbose_name = _("consents that a project asks for")
        verbose_name_plural = _("consents that projects ask for")

    def __str__(self):
        return str(self.project_id)
