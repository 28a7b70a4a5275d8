import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from esfportal.database.bulk_copy import reserve_ids
from esfportal.security.encryption import Unreadable, decrypt, encrypt
from participants.contact.addresses import blind_index
from participants.contact.querysets import ContactDetailsQuerySet
from participants.register.models import Participation
from projects.models import Project

CONTENT = "participant.contact"


class Channel(models.TextChoices):
    NONE = "none", _("no messages")
    EMAIL = "email", _("by e-mail")


class Language(models.TextChoices):
    BOTH = "", _("Swedish and English")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class ContactDetails(models.Model):
    """E-mail and telephone of a participant, in one project (ADR 169)."""

    participation = models.OneToOneField(
        Participation,
        on_delete=models.PROTECT,
        related_name="contact_details",
        verbose_name=_("participation"),
    )
    # Filled by a trigger, for row-level security.
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
    )
    # Bound to this row's key, and found by the keyed hash of the address.
    content_encrypted = models.BinaryField(editable=False)
    content_key_version = models.PositiveSmallIntegerField(editable=False)
    email_index = models.BinaryField(max_length=32, null=True, editable=False, db_index=True)
    channel = models.CharField(_("wants messages"), max_length=5, choices=Channel, default=Channel.NONE)
    language = models.CharField(
        _("language of messages"), max_length=2, choices=Language, default=Language.BOTH, blank=True
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    # None: the participant, on the own page.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )

    objects = ContactDetailsQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact details")
        verbose_name_plural = _("contact details of participants")
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="none") | Q(email_index__isnull=False),
                name="contact_mailed_with_address",
                violation_error_message=_("Write the e-mail address that messages are sent to."),
            ),
        ]

    def __str__(self):
        return f"Contact details {self.pk}"

    def write(self, *, email, phone):
        (self.pk,) = reserve_ids(ContactDetails, 1) if self.pk is None else (self.pk,)
        content = json.dumps({"email": email, "phone": phone}).encode()
        self.content_encrypted, self.content_key_version = encrypt(CONTENT, self.pk, content)
        self.email_index = blind_index(email) if email else None
        self.__dict__.pop("_content", None)

    @cached_property
    def _content(self):
        if self.pk is None:
            return {}
        try:
            return json.loads(decrypt(CONTENT, self.pk, self.content_encrypted, self.content_key_version))
        except Unreadable:
            return {"is_unreadable": True}

    @property
    def email(self):
        return self._content.get("email", "")

    @property
    def phone(self):
        return self._content.get("phone", "")

    @property
    def is_unreadable(self):
        return self._content.get("is_unreadable", False)
