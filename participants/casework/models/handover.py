import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import track
from participants.register.models import Participation
from projects.models import Intervention, Municipality, Project


def _user(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label, **options
    )


class Handover(models.Model):
    """A participant whom one case worker hands over to another, who accepts or declines."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="handovers",
        verbose_name=_("participation"),
    )
    # People who are handed over together are answered together.
    batch = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    from_worker = _user(_("from case worker"), null=True)
    to_worker = _user(_("to case worker"))
    # Where a new period begins when the hand-over is accepted, and the project, because the receiver does not see
    # the participation before; all empty when the person stays in the part.
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("project")
    )
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("moves to the municipality"),
    )
    intervention = models.ForeignKey(
        Intervention,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("moves to the intervention"),
    )
    message = models.CharField(_("message"), max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    sent_by = _user(_("sent by"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = _user(_("answered by"), null=True, editable=False)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(state="waiting"),
                name="handover_waits_once",
                violation_error_message=_("A hand-over of the participant waits for an answer already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="handover_answered_with_time",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=True, municipality__isnull=True, intervention__isnull=True)
                | Q(project__isnull=False, municipality__isnull=False),
                name="handover_moves_to_municipality",
            ),
        ]

    def __str__(self):
        return f"Hand-over {self.pk}"


HandoverHistory = track(Handover, hidden={"sensitive": ["message"]}, find_by="participation")
