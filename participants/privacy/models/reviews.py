from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import AppendOnly
from accounts.models import AccessLogEntry
from esfportal.swedish_days import last_of_month
from participants.privacy.querysets import LogReviewQuerySet
from projects.models import Project


class LogReview(models.Model):
    """Monthly review of a project's access log, with a random sample of entries and a sign-off."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="log_reviews", verbose_name=_("project")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    # The same seed draws the same sample from the month's entries, so that the reviewer cannot choose which
    # entries are reviewed. A trigger keeps a signed review unchanged.
    seed = models.BigIntegerField(_("seed"))
    population = models.PositiveIntegerField(_("entries in the month"))
    sample = ArrayField(models.BigIntegerField(), verbose_name=_("sample"))
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now)
    signed_at = models.DateTimeField(_("signed off"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed off by"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = LogReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of an access log")
        verbose_name_plural = _("reviews of access logs")
        ordering = ["project", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="log_review_once_in_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="log_review_of_whole_month"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, note="")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(note="")),
                name="log_review_signed_in_full",
                violation_error_message=_("A review is signed off with a day, a name and a note."),
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"

    def get_absolute_url(self):
        return reverse("privacy:log_month", args=[self.project.slug, self.month])

    # The last day to sign off the month on time.
    @property
    def due_on(self):
        return last_of_month(self.month) + timedelta(settings.ACCESS_LOG_DUE_DAYS)

    @property
    def is_overdue(self):
        return not self.is_signed and timezone.localdate() > self.due_on

    @property
    def is_signed(self):
        return self.signed_at is not None


class LogNote(models.Model):
    """A note about one access log entry under review. Append-only, enforced by a trigger."""

    review = models.ForeignKey(
        LogReview, on_delete=models.PROTECT, related_name="notes", verbose_name=_("review")
    )
    entry = models.ForeignKey(
        AccessLogEntry, on_delete=models.PROTECT, related_name="notes", verbose_name=_("access log entry")
    )
    text = models.CharField(_("note"), max_length=500)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("note on an access log entry")
        verbose_name_plural = _("notes on access log entries")
        ordering = ["pk"]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.written_at:%Y-%m-%d}"
