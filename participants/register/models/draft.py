import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.register.querysets import RegistrationDraftQuerySet
from projects.models import Project


class RegistrationDraft(models.Model):
    """An unfinished registration form, kept for its user alone."""

    # The form's number, which becomes the public_id of the participation.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_encrypted = models.BinaryField(editable=False)
    key_version = models.PositiveSmallIntegerField()
    saved_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = RegistrationDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a registration")
        verbose_name_plural = _("drafts of registrations")

    def __str__(self):
        return str(self.pk)
