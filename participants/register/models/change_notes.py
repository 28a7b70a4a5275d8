from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import AppendOnly
from participants.register.choices import WarningCode
from participants.register.models.participation import Participation


class ChangeNote(models.Model):
    """The reason for a change of a participation, and the warnings that were confirmed with it. Append-only."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="change_notes",
        verbose_name=_("participation"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    warnings = ArrayField(
        models.CharField(max_length=40, choices=WarningCode),
        default=list,
        blank=True,
        verbose_name=_("confirmed warnings"),
    )
    # The start of the transaction, as in the row history: so the page finds the change that the note is about.
    recorded_at = models.DateTimeField(_("recorded"), db_default=TransactionNow(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("note on a change")
        verbose_name_plural = _("notes on changes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | ~Q(warnings=[]), name="change_note_says_something"
            )
        ]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"Note {self.pk}"
