from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from participants.register.models.participation import Participation
from participants.register.querysets import AuthorisedCaseWorkerQuerySet, ProtectedRecordAccessQuerySet


# The case worker who registered the person is authorised without a row (protection.authorisation) until a row
# here has ended it.
class AuthorisedCaseWorker(models.Model):
    """Authorisation of a case worker to open one protected record, with its period and its author."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="authorised_case_workers",
        verbose_name=_("participation"),
        db_index=False,  # begins the index below
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("case worker")
    )
    authorised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("authorised by"),
        db_index=False,
    )
    authorised_at = models.DateTimeField(_("from"), default=timezone.now, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
        db_index=False,
    )
    ended_at = models.DateTimeField(_("to"), null=True, editable=False)

    objects = AuthorisedCaseWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorised case worker")
        verbose_name_plural = _("authorised case workers")
        ordering = ["participation", "authorised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "user"],
                condition=Q(ended_at__isnull=True),
                name="authorised_case_worker_once_in_force",
                violation_error_message=_("The case worker is authorised already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("authorised_at"), ended_by__isnull=False),
                name="authorised_case_worker_ended_by_user",
            ),
        ]
        indexes = [models.Index(fields=["participation", "user"], name="authorised_participation_user")]

    def __str__(self):
        return f"AuthorisedCaseWorker {self.pk}"


# Lasts as long as it is used (ProtectedRecordAccessQuerySet.KEPT); rows are never deleted.
class ProtectedRecordAccess(models.Model):
    """One access to a protected record by an authorised case worker, with the stated reason."""

    class Reason(models.TextChoices):
        CONTACT = "contact", _("contact with the participant")
        RECORD = "record", _("to record what has happened")
        FOLLOW_UP = "follow_up", _("follow-up")
        CORRECTION = "correction", _("to correct the record")
        REQUEST = "request", _("the participant asks to see their data")
        OTHER = "other", _("something else")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="record_accesses",
        verbose_name=_("participation"),
        db_index=False,  # begins the index below
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("case worker")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("in words"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("last used"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ProtectedRecordAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to a protected record")
        verbose_name_plural = _("accesses to protected records")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""),
                name="record_access_other_reason_noted",
                violation_error_message=_("Say in a few words why the record is opened."),
            ),
        ]
        indexes = [
            models.Index(fields=["participation", "user", "-used_at"], name="record_access_participation")
        ]

    def __str__(self):
        return f"ProtectedRecordAccess {self.pk}"

    @property
    def reason_in_words(self):
        reason = str(self.get_reason_display())
        return f"{reason}: {self.note}" if self.note else reason

    @property
    def purpose(self):
        """Return the reason in the portal's default language, as the access log stores it."""
        with translation.override(settings.LANGUAGE_CODE):
            return self.reason_in_words
