from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import ReportDuty


class DutyReminder(models.Model):
    """An e-mail that was sent about a report to hand in; after a new due day there are new ones."""

    duty = models.ForeignKey(ReportDuty, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The number of days before the due day, or "late" (reporting/reports/duties/reminders.py).
    occasion = models.CharField(max_length=10)
    due_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["duty", "user", "occasion", "due_on"], name="duty_reminder_once")
        ]

    def __str__(self):
        return f"{self.duty_id} {self.occasion} {self.due_on}"
