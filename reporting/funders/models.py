from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class FunderPreference(models.Model):
    """A user's own choices on the pages for funders."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    seen_at = models.DateTimeField(
        null=True
    )  # what came in until then has been seen; None before the first time
    columns = ArrayField(models.CharField(max_length=20), default=list)  # keys; empty: the usual ones

    class Meta:
        verbose_name = _("choices on the pages for funders")
        verbose_name_plural = _("choices on the pages for funders")

    def __str__(self):
        return str(self.pk)
