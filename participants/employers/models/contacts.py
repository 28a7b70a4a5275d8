from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from participants.employers import contact_details
from participants.employers.models.employer import Employer
from participants.employers.querysets import ContactQuerySet
from projects.models import Project


class Contact(models.Model):
    """A person at an employer. Removed when it is no longer needed, or when the person asks for it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    employer = models.ForeignKey(
        Employer, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("employer")
    )
    # Bound to this row's id (contact_details).
    details_encrypted = models.BinaryField(editable=False)
    details_key_version = models.PositiveSmallIntegerField(editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return f"Contact {self.pk}"

    @cached_property
    def details(self):
        return contact_details.decrypted(self.pk, self.details_encrypted, self.details_key_version)

    @property
    def shown_name(self):
        return self.details.name if self.details else _("Contact that can't be read")

    @cached_property
    def latest_consents(self):
        """Return the latest answer for each purpose that was asked about. Read with_consents()."""
        latest = {}
        for consent in self.consents.all():
            latest.setdefault(consent.purpose, consent)
        return sorted(latest.values(), key=lambda consent: consent.purpose)

    @property
    def may_be_contacted(self):
        return any(consent.is_given for consent in self.latest_consents)

    @property
    def has_declined(self):
        return bool(self.latest_consents) and not self.may_be_contacted


class ContactConsent(models.Model):
    """An answer of a contact about one subject, on a day. The latest answer holds."""

    class Purpose(models.TextChoices):
        OFFERS = "offers", _("questions about places")
        PLACEMENT = "placement", _("a participant who is or has been there")
        NEWS = "news", _("news and invitations from the project")

    class Means(models.TextChoices):
        IN_PERSON = "in_person", _("at a meeting")
        TELEPHONE = "telephone", _("by telephone")
        EMAIL = "email", _("by e-mail")
        IN_WRITING = "in_writing", _("on paper, signed")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="consents", verbose_name=_("contact")
    )
    purpose = models.CharField(_("what it is about"), max_length=15, choices=Purpose)
    is_given = models.BooleanField(_("agreed"))
    decided_on = models.DateField(_("date"))
    means = models.CharField(_("how"), max_length=15, choices=Means)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("consent of a contact")
        verbose_name_plural = _("consents of contacts")
        ordering = ["contact", "pk"]

    def __str__(self):
        return f"{self.decided_on} {self.purpose}"
