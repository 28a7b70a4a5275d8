import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.imports.querysets import ImportDraftQuerySet
from projects.models import Project


class ImportDraft(models.Model):
    """An uploaded file that has been checked and waits for confirmation."""

    class Kind(models.TextChoices):
        PARTICIPANTS = "participants", _("participants")
        OUTCOMES = "outcomes", _("outcomes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    # Encrypted because the file holds personal data; deleted when confirmed, discarded or one day old.
    content_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("file waiting to be imported")
        verbose_name_plural = _("files waiting to be imported")

    def __str__(self):
        return str(self.pk)
