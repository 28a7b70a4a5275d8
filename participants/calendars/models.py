from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarLink(models.Model):
    """A user's private address from which calendar programs read sessions without signing in."""

    VALID_FOR = timedelta(days=365)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_link"
    )
    # Only the user has the token. Its hash is enough to find the link.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")

    def __str__(self):
        return f"Calendar link {self.pk}"

    @property
    def made_on(self):
        return timezone.localdate(self.made_at)

    @property
    def last_day(self):
        return timezone.localdate(self.expires_at)

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()
