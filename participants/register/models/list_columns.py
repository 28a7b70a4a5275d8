from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChosenColumns(models.Model):
    """The columns of the participant list that a user has chosen, for all projects."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    columns = ArrayField(models.CharField(max_length=20))  # keys of participants.register.pages.list_columns

    class Meta:
        verbose_name = _("chosen columns")
        verbose_name_plural = _("chosen columns")

    def __str__(self):
        return str(self.pk)
