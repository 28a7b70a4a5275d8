from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


# No foreign key to User: addresses without an account are counted too.
class FailedSignIns(models.Model):
    account = models.CharField(_("account"), max_length=64, help_text=_("A keyed hash, never the address."))
    client = models.CharField(_("origin of the attempts"), max_length=64, blank=True)
    guesses = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    since = models.DateTimeField(_("counted since"), default=timezone.now)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)

    class Meta:
        verbose_name = _("count of failed sign-ins")
        verbose_name_plural = _("counts of failed sign-ins")
        constraints = [
            models.UniqueConstraint(fields=["account", "client"], name="failed_sign_ins_once"),
        ]
        indexes = [models.Index(fields=["client"], name="failed_sign_ins_client")]  # summed for an address

    def __str__(self):
        return f"{self.guesses} since {self.since:%Y-%m-%d %H:%M}"

    def add_attempt(self, now, limit, pause):
        """Count one attempt; pause the account when the limit is reached."""
        if self.since < now - pause:  # start a new count
            self.guesses, self.since, self.paused_until = 0, now, None
        self.guesses += 1
        if self.guesses >= limit:
            self.guesses, self.since, self.paused_until = 0, now + pause, now + pause
        self.save()
