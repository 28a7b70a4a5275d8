import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.consents.models.texts import PrivacyText, Subject
from participants.register.models import Participation


class PrivacyEntry(models.Model):
    """Information that a participant got, or an answer, on a day. The latest entry about a subject holds."""

    class Answer(models.TextChoices):
        INFORMED = "informed", _("has been informed")
        GIVEN = "given", _("agrees")
        REFUSED = "refused", _("does not agree")
        WITHDRAWN = "withdrawn", _("no longer agrees")
        MISTAKE = "mistake", _("the last entry was made by mistake")

    class Means(models.TextChoices):
        IN_WRITING = "in_writing", _("in writing")
        ORALLY = "orally", _("orally")
        INTERPRETER = "interpreter", _("through an interpreter")

    class Paper(models.TextChoices):
        NONE = "none", _("there is no paper")
        PROJECT = "project", _("with the project")
        CASE_FILE = "case_file", _("in the person's file at the organisation")
        ARCHIVE = "archive", _("in the archive")

    WITH_TEXT = (Answer.INFORMED, Answer.GIVEN, Answer.REFUSED)  # after a text was read

    form_number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="privacy_entries",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    subject = models.CharField(_("subject"), max_length=15, choices=Subject)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    text = models.ForeignKey(
        PrivacyText, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("text")
    )
    answered_on = models.DateField(_("date"))
    means = models.CharField(_("how"), max_length=12, choices=Means, blank=True, default="")
    paper = models.CharField(_("where the paper is"), max_length=10, choices=Paper, blank=True, default="")
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("entry of information or consent")
        verbose_name_plural = _("entries of information and consents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["informed", "given", "refused"], text__isnull=False)
                | Q(answer__in=["withdrawn", "mistake"], text__isnull=True),
                name="privacy_entry_has_its_text",
            ),
            models.CheckConstraint(
                condition=Q(answer="mistake")
                | Q(subject="processing", answer="informed")
                | ~Q(subject="processing") & ~Q(answer="informed"),
                name="privacy_entry_answers_its_subject",
            ),
        ]
        indexes = [models.Index(fields=["participation", "subject"], name="privacy_entry_participation")]

    def __str__(self):
        return f"{self.answered_on} {self.subject}"
