from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.register.choices import Protection
from participants.register.models.participation import Participation
from participants.register.querysets import MergeQuerySet

DAYS_TO_UNDO = 30


def _author(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        db_index=False,
        **options,
    )


def _source(label):
    return models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+", verbose_name=label)


class Merge(models.Model):
    """Two records of one person in a project, and the record that took their place."""

    # The two are kept as they were, voided, so that undoing is exact (ADR 102).
    merged = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="merge", verbose_name=_("merged record")
    )
    first = _source(_("one record"))
    second = _source(_("the other record"))
    reason = models.CharField(_("reason for merging"), max_length=300)
    merged_at = models.DateTimeField(_("merged"), default=timezone.now, editable=False)
    merged_by = _author(_("merged by"))
    # What the merge wrote ends here: later spells and outcomes were recorded about the merged record.
    last_spell = models.BigIntegerField(editable=False)
    last_outcome = models.BigIntegerField(default=0, editable=False)
    protection_before = models.CharField(
        _("protection before the merge"), max_length=25, choices=Protection, editable=False
    )
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)
    undone_by = _author(_("undone by"), null=True, editable=False)
    undo_reason = models.CharField(_("reason for undoing"), max_length=300, blank=True, default="")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two records")
        verbose_name_plural = _("merges of two records")
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="merge_of_two_records"),
            models.UniqueConstraint(
                fields=["first"], condition=Q(undone_at__isnull=True), name="merge_first_once_in_force"
            ),
            models.UniqueConstraint(
                fields=["second"], condition=Q(undone_at__isnull=True), name="merge_second_once_in_force"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_user",
            ),
        ]

    def __str__(self):
        return f"Merge {self.pk}"

    @property
    def undo_until(self):
        """Return the last day on which the merge can be undone."""
        return timezone.localdate(self.merged_at) + timedelta(days=DAYS_TO_UNDO)

    @property
    def may_be_undone(self):
        return self.undone_at is None and timezone.localdate() <= self.undo_until
