from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import decrypt, encrypt
from participants.contact.kinds import kind_choices
from participants.contact.querysets import MessageQuerySet
from participants.register.models import Participation
from projects.models import Project

ADDRESS = "participant.message.address"


class Message(models.Model):
    """An e-mail to a participant: what it says is made when it is sent."""

    TRIES = 5  # of the code, in all

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="messages", verbose_name=_("participation")
    )
    # Filled by a trigger, for row-level security.
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices)
    about = models.PositiveBigIntegerField(null=True, editable=False)  # key of a row that the kind knows
    origin = models.CharField(max_length=200)  # the portal's address, for links
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    # None: the participant.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    waits_until = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    dropped_at = models.DateTimeField(_("not sent"), null=True, editable=False)
    # Of a code: the browser that asked for it, its keyed hash, and an address that is not yet the participant's.
    browser_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_expires_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("codes tried"), default=0, editable=False)
    address_encrypted = models.BinaryField(null=True, editable=False)
    address_key_version = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a participant")
        verbose_name_plural = _("messages to participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind", "about"],
                condition=Q(kind="survey"),
                name="contact_survey_mailed_once",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="contact_message_few_tries"),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
                name="contact_outbox",
            ),
        ]

    def __str__(self):
        return f"Message {self.pk}"

    @property
    def may_have_code(self):
        return self.dropped_at is None and (self.code_expires_at or self.waits_until) > timezone.now()

    def write_address(self, email):
        (self.pk,) = reserve_ids(Message, 1) if self.pk is None else (self.pk,)
        self.address_encrypted, self.address_key_version = encrypt(ADDRESS, self.pk, email.encode())

    @property
    def address(self):
        """Raises Unreadable."""
        return decrypt(ADDRESS, self.pk, self.address_encrypted, self.address_key_version).decode()
