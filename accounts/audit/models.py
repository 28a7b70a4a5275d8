from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.querysets import AuditEntryQuerySet
from accounts.audit.row_history import AppendOnly, ItsTransaction


class AuditEntry(models.Model):
    """Entry of the audit log. Append-only, without personal data."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    action = models.CharField(_("what"), max_length=60)
    project = models.ForeignKey(
        "projects.Project", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("project")
    )
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=60)
    details = models.JSONField(_("details"), default=dict, blank=True)
    # Written by the trigger. Empty in entries from before it; pairs the entry with its change (cross_check.py).
    transaction_at = models.DateTimeField(null=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]
        triggers = [AppendOnly(), ItsTransaction()]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def _do_insert(
        self, manager: models.Manager, using: str, fields: Any, returning_fields: Any, raw: bool
    ) -> list[tuple[int]]:
        # No INSERT ... RETURNING: row-level security often hides the entry from the user who causes it.
        super()._do_insert(manager, using, fields, [], raw)
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT currval(pg_get_serial_sequence(%s, 'id'))", [self._meta.db_table])
            return [(cursor.fetchone()[0],)]


# Written only by the database function audit_extend_chain. A link's digest covers the previous link's,
# of any log, so that all links form one chain (ADR 84).
class ChainLink(models.Model):
    """Link of the hash chain: a range of one log's rows and their digest."""

    log_table = models.CharField(max_length=63)  # name of the log's table
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=63))
    content = models.CharField(max_length=64)  # SHA-256 of the rows
    previous = models.CharField(max_length=64, blank=True)  # digest of the previous link
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["log_table", "last_id"], name="chain_link_of_log")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.log_table} {self.first_id}–{self.last_id}"
