from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.notifications.kinds import Channel, kind_choices, kind_of
from accounts.notifications.querysets import NotificationQuerySet
from esfportal.ui.plain_text import isolated


class Notification(models.Model):
    """An event that a user is notified of, once; also the outbox of its e-mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notifications",
        verbose_name=_("user"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    event = models.CharField(max_length=80)  # what distinguishes two events of a kind: keys, never names
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("project"),
    )
    # The name of an address, and its arguments.
    target = models.CharField(max_length=80, blank=True, default="")
    arguments = ArrayField(models.CharField(max_length=100), default=list)
    details = models.JSONField(default=dict)  # for the text: codes and days, nothing of a person
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    created_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    emailed_at = models.DateTimeField(null=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "event"], name="notification_once"),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(
                fields=["channel", "created_at"],
                condition=Q(emailed_at__isnull=True),
                name="notification_outbox",
            ),
        ]

    def __str__(self):
        return f"Notification {self.pk}"

    def get_absolute_url(self):
        if self.target:
            try:
                return reverse(self.target, args=self.arguments)
            except NoReverseMatch:  # a later version of the portal has other addresses
                pass
        return reverse("notifications:list")

    @property
    def text(self):
        return kind_of(self.kind).text(self)

    @property
    def project_name(self):
        return isolated(self.project.display_name) if self.project else ""

    @property
    def kind_label(self):
        return kind_of(self.kind).label


class NotificationChoice(models.Model):
    """A user's channel for a kind; without a row, the kind's default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_choice_once")]

    def __str__(self):
        return f"{self.user_id} {self.kind}"
