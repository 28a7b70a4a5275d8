"""Invitations to surveys and responses. How an anonymous response is kept apart from its invitation: ADR 167."""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.security.encryption import decrypt, encrypt
from participants.register.models import Participation
from participants.surveys.models.surveys import Survey
from projects.models import Project

ANSWERS = "survey_response.answers"


class Invitation(models.Model):
    """A link to a survey: of a participant, who answers once, or without one of a device, for a day."""

    VALID_FOR = timedelta(days=60)

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("survey")
    )
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        null=True,
        related_name="survey_invitations",
        verbose_name=_("participation"),
    )
    # Filled by a trigger, for row-level security.
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # Only the link's holder has the token.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    # Without a time, and no history is kept of it.
    is_used = models.BooleanField(_("used"), default=False, editable=False)
    # In a tied survey alone (sql/contact.sql).
    contact_wished_on = models.DateField(_("wants to be contacted since"), null=True, editable=False)
    contacted_at = models.DateTimeField(_("contacted"), null=True, editable=False)
    contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("contacted by"),
    )

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation"], name="survey_invitation_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(participation__isnull=False) | Q(is_used=False),
                name="survey_device_is_never_used_up",
            ),
            models.CheckConstraint(
                condition=Q(contact_wished_on__isnull=True) | Q(is_used=True, participation__isnull=False),
                name="survey_contact_after_answers",
            ),
            models.CheckConstraint(
                condition=Q(contacted_at__isnull=True, contacted_by__isnull=True)
                | Q(contacted_at__isnull=False, contacted_by__isnull=False, contact_wished_on__isnull=False),
                name="survey_contacted_whole_or_none",
            ),
        ]

    def __str__(self):
        return f"Invitation to a survey {self.pk}"

    @property
    def may_wish_for_contact(self):
        return self.survey.is_tied and self.is_used

    @property
    def is_of_device(self):
        return self.participation_id is None


class Response(models.Model):
    """Answers that came together. Nothing but an encrypted text, and in a tied survey whose they are."""

    # Random, and in the form: the same form sent twice is one response, and keys tell no order.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="responses", verbose_name=_("survey")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.DO_NOTHING,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        null=True,
        related_name="survey_responses",
        verbose_name=_("participation"),
    )
    answers_encrypted = models.BinaryField(editable=False)
    answers_key_version = models.PositiveSmallIntegerField(editable=False)
    # Results are of these alone: they grow by five at least.
    is_counted = models.BooleanField(_("is in the results"), default=False, editable=False)

    class Meta:
        verbose_name = _("response to a survey")
        verbose_name_plural = _("responses to surveys")
        constraints = [
            models.UniqueConstraint(fields=["survey", "participation"], name="survey_response_once_a_person")
        ]

    def __str__(self):
        return f"Response {self.pk}"

    def write(self, content):
        """Encrypt {"values": {question: number}, "texts": {question: text}, "sex": …, "part": …}."""
        self.answers_encrypted, self.answers_key_version = encrypt(
            ANSWERS, self.pk, json.dumps(content, ensure_ascii=False).encode()
        )

    @property
    def content(self):
        """Return what write() was given; raises Unreadable."""
        return json.loads(decrypt(ANSWERS, self.pk, self.answers_encrypted, self.answers_key_version))
