from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import AppendOnly
from participants.casework.kinds import kind_choices
from participants.register.models import Participation


class Postponement(models.Model):
    """A row of My day that was put off until a day; the latest about a row holds. Append-only."""

    participation = models.ForeignKey(
        Participation,
        on_delete=models.PROTECT,
        related_name="postponements",
        verbose_name=_("participation"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("kind of work"), max_length=40, choices=kind_choices)
    # The key of what the row is about, such as a step of a plan; 0 for the participation itself.
    subject = models.BigIntegerField(default=0)
    until = models.DateField(_("put off until"))  # a past day takes it up again
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # empty: taken up again
    recorded_at = models.DateTimeField(_("recorded"), db_default=TransactionNow(), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        indexes = [models.Index(fields=["participation", "kind", "subject"], name="postponement_of_row")]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"Postponement {self.pk}"


class WeeklyMail(models.Model):
    """The week for which a user's last weekly e-mail was sent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_mail"
    )
    sent_for = models.DateField(null=True, editable=False)  # the week's Monday

    class Meta:
        verbose_name = _("weekly e-mail")
        verbose_name_plural = _("weekly e-mails")

    def __str__(self):
        return f"Weekly e-mail {self.user_id}"
