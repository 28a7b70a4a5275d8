from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.plans.models.encrypted_text import EncryptedText
from participants.plans.querysets import NoteQuerySet
from participants.register.models import Participation


class Note(EncryptedText):
    """A note about a participant. It never changes; a wrong one is withdrawn and kept."""

    PURPOSE = "plan.note"
    TEXT_NAME = _("note")

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("conversation")
        TELEPHONE = "telephone", _("telephone call")
        OTHER_BODY = "other_body", _("contact with another body")
        OBSERVATION = "observation", _("how it goes")
        OTHER = "other", _("other")

    class Readers(models.TextChoices):
        """Users who may read the note, of those who may open the record (docs/adr/0137)."""

        ALL = "all", _("all who work with the participant")
        CASE_WORKER = "case_worker", _("the participant's case worker and the leader")
        AUTHOR = "author", _("only the writer and the leader")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    readers = models.CharField(_("may be read by"), max_length=15, choices=Readers)
    happened_on = models.DateField(_("date"))
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("withdrawn by"),
    )
    withdrawal_reason = models.CharField(
        _("reason for the withdrawal"), max_length=300, blank=True, default="", editable=False
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-happened_on", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                name="note_withdrawn_with_reason",
            )
        ]
        indexes = [models.Index(fields=["participation", "-happened_on"], name="note_participation")]

    def __str__(self):
        return f"Note {self.pk}"
