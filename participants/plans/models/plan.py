from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.plans.models.encrypted_text import EncryptedText
from participants.plans.querysets import StepQuerySet
from participants.register.models import Participation


class Plan(EncryptedText):
    """The goals of a participant, in the participant's own words. Steps are rows of their own."""

    PURPOSE = "plan.goals"
    TEXT_NAME = _("goals")

    participation = models.OneToOneField(
        Participation,
        on_delete=models.PROTECT,
        related_name="plan",
        verbose_name=_("participation"),
    )
    renew_by = models.DateField(_("renewed by"))
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signature_recorded_at = models.DateTimeField(_("signature recorded"), null=True, editable=False)
    # When the goals, or what a step says, were changed: a signature is for what was agreed before.
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signature_recorded_at__isnull=True)
                | Q(signed_on__isnull=False, signature_recorded_at__isnull=False),
                name="plan_signature_whole_or_none",
            )
        ]
        indexes = [models.Index(fields=["renew_by"], name="plan_renew_by")]

    def __str__(self):
        return f"Plan {self.pk}"

    @property
    def is_changed_since_signed(self):
        return self.signed_on is not None and self.changed_at > self.signature_recorded_at

    def is_due(self, day):
        return self.renew_by <= day


class Step(EncryptedText):
    """A step of a plan, or a meeting."""

    PURPOSE = "plan.step"
    TEXT_NAME = _("what is to be done")

    class Kind(models.TextChoices):
        STEP = "step", _("step")
        MEETING = "meeting", _("meeting")

    class Responsible(models.TextChoices):
        PARTICIPANT = "participant", _("the participant")
        CASE_WORKER = "case_worker", _("the case worker")
        BOTH = "both", _("both together")
        OTHER = "other", _("another person or body")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        MISSED = "missed", _("missed")
        DROPPED = "dropped", _("dropped")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="steps",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STEP)
    due_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("time of day"), null=True, blank=True)
    responsible = models.CharField(_("responsible"), max_length=15, choices=Responsible)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    settled_on = models.DateField(_("settled"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step or meeting")
        verbose_name_plural = _("steps and meetings")
        ordering = ["due_on", F("starts_at").asc(nulls_last=True), "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", settled_on__isnull=True)
                | (~Q(state="planned") & Q(settled_on__isnull=False)),
                name="step_settled_or_planned",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(kind="meeting"),
                name="step_time_of_meeting",
                violation_error_message=_("Only a meeting has a time of day."),
            ),
        ]
        indexes = [
            models.Index(fields=["participation", "due_on"], name="step_participation"),
            models.Index(fields=["due_on"], condition=Q(state="planned"), name="step_planned"),
        ]

    def __str__(self):
        return f"Step {self.pk}"

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED

    def is_late(self, day):
        return self.is_planned and self.due_on < day
