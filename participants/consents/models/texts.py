from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participants.consents.querysets import PrivacyTextQuerySet


class Subject(models.TextChoices):
    PROCESSING = "processing", _("information about the personal data")
    CONTACT = "contact", _("contact by e-mail and text message")
    AUTHORITIES = "authorities", _("talks with other authorities")
    EMPLOYERS = "employers", _("contact with employers for the participant")
    PHOTOGRAPHS = "photographs", _("photographs")
    RESEARCH = "research", _("questions after the project, for research")

    @property
    def is_consent(self):
        return self != Subject.PROCESSING


class TextLanguage(models.TextChoices):
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    DARI = "prs", _("Dari")
    FINNISH = "fi", _("Finnish")
    PERSIAN = "fa", _("Persian")
    POLISH = "pl", _("Polish")
    SOMALI = "so", _("Somali")
    TIGRINYA = "ti", _("Tigrinya")
    UKRAINIAN = "uk", _("Ukrainian")


class PrivacyText(models.Model):
    """One version of an information text; a trigger rejects changes of it."""

    subject = models.CharField(_("subject"), max_length=15, choices=Subject)
    language = models.CharField(_("language"), max_length=3, choices=TextLanguage)
    version = models.PositiveIntegerField(_("version"), editable=False)
    valid_from = models.DateField(
        _("used from"),
        default=timezone.localdate,
        help_text=_("Participants who are told from this day on get this version."),
    )
    heading = models.CharField(_("heading"), max_length=150)
    body = models.TextField(
        _("text"),
        max_length=10_000,
        help_text=_(
            "{project} becomes the project's name, and {controller} the organisation that runs it. An empty line "
            "begins a new paragraph."
        ),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    # Without a constraint, because tests empty the users' table and keep this one.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        verbose_name=_("created by"),
    )

    objects = PrivacyTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of information or consent")
        verbose_name_plural = _("texts of information and consents")
        ordering = ["subject", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "language", "version"], name="privacy_text_version")
        ]

    def __str__(self):
        about = f"{self.get_language_display()}, {gettext('version')} {self.version}"
        return f"{self.get_subject_display()} ({about})"

    @property
    def is_right_to_left(self):
        return self.language in (TextLanguage.ARABIC, TextLanguage.DARI, TextLanguage.PERSIAN)
