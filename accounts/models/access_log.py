from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_history import AppendOnly
from accounts.models.users import User
from accounts.permissions import Role
from accounts.querysets import AccessLogEntryQuerySet


class AccessLogEntry(models.Model):
    """Entry of the access log. Append-only."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        REVEALED = "revealed", _("number shown")
        LISTED = "listed", _("seen in a list")
        SEARCHED = "searched", _("found by searching")
        LIST_FILE = "list_file", _("list downloaded")
        PRINTED = "printed", _("printed")
        DOWNLOADED = "downloaded", _("file downloaded")
        EXPORTED = "exported", _("data exported")

    class Purpose(models.TextChoices):
        CASEWORK = "casework", _("casework")
        REGISTRATION = "registration", _("registration")
        LOOK_UP = "look_up", _("look-up of a number while registering")
        IMPORT = "import", _("import")
        REPORTING = "reporting", _("reporting")
        LOG_REVIEW = "log_review", _("review of the access log")

    # The user chose one person; lists and searches show many.
    DELIBERATE = (Kind.OPENED, Kind.REVEALED, Kind.PRINTED, Kind.DOWNLOADED, Kind.EXPORTED)

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
        db_index=False,  # begins an index below
        help_text=_("Empty: the operator, at the command line."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("project"),
        db_index=False,  # begins an index below
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    purpose = models.CharField(_("purpose"), max_length=500)
    # No foreign keys: the log outlives the participations.
    subjects = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("participations"))
    count = models.PositiveIntegerField(_("number of people"))

    objects = AccessLogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log entries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="access_log_entry_has_purpose"),
        ]
        indexes = [
            GinIndex(fields=["subjects"], name="access_log_entry_subjects"),
            BrinIndex(fields=["at"], name="access_log_entry_at"),
            models.Index(fields=["project", "at"], name="access_log_entry_project"),
            models.Index(fields=["actor", "at"], name="access_log_entry_actor"),
        ]
        triggers = [AppendOnly()]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    @property
    def day(self):
        return timezone.localdate(self.at)  # Swedish time

    @property
    def purpose_text(self):
        return str(dict(self.Purpose.choices).get(self.purpose, self.purpose))
