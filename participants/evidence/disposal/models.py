from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from esfportal.ui.formats import date_iso
from projects.models import Project


def _user(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        editable=False,
        **options,
    )


class ProofRetention(models.Model):
    """Until when a project keeps the files of proof: proposed by one user, and in force when another confirms it."""

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="proof_retentions",
        verbose_name=_("project"),
        db_index=False,
    )
    keep_until = models.DateField(_("kept until"))
    decision = models.CharField(_("what decides it"), max_length=200)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)
    proposed_by = _user(_("proposed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    confirmed_by = _user(_("confirmed by"), null=True)
    held_at = models.DateTimeField(_("on hold since"), null=True, editable=False)
    hold_reason = models.CharField(_("reason for the hold"), max_length=300, blank=True, default="")
    ended_at = models.DateTimeField(_("replaced"), null=True, editable=False)  # by a later proposal

    class Meta:
        verbose_name = _("time that proof is kept")
        verbose_name_plural = _("times that proof is kept")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(ended_at__isnull=True), name="proof_retention_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("proposed_by"))
                ),
                name="proof_retention_two_users",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, hold_reason="")
                | (Q(held_at__isnull=False) & ~Q(hold_reason="")),
                name="proof_retention_held_with_reason",
            ),
        ]

    def __str__(self):
        return f"{date_iso(self.keep_until)}, {self.decision}"

    @property
    def is_in_force(self):
        return self.confirmed_at is not None and self.held_at is None


ProofRetentionHistory = track(ProofRetention, find_by="project")
