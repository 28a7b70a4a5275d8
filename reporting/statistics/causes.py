"""Causes of differences: what was written of a participant since a file was prepared."""

from collections import defaultdict

from django.utils.timezone import localdate

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from esfportal.ui.formats import date_iso
from esfportal.ui.plain_text import isolated

MOST = 3  # of one participant, the latest
ACTIONS = (
    *(AuditAction.PLACEMENT_RECORDED, AuditAction.PLACEMENT_CHANGED, AuditAction.PLACEMENT_REMOVED),
    *(AuditAction.ENTRY_CORRECTED, AuditAction.PARTICIPANT_REGISTERED),
    *(AuditAction.IDENTITY_CORRECTED, AuditAction.PARTICIPATION_VOIDED),
    *(AuditAction.RECORDS_MERGED, AuditAction.MERGE_UNDONE, AuditAction.SPELL_CORRECTED),
    *(AuditAction.EXIT_RECORDED, AuditAction.REENTERED),
    *(AuditAction.PROTECTION_RAISED, AuditAction.PROTECTION_LOWERED),
    *(AuditAction.ATTENDANCE_RECORDED, AuditAction.ATTENDANCE_CHANGED, AuditAction.ATTENDANCE_REMOVED),
    *(AuditAction.CERTIFICATE_CLOSED, AuditAction.CERTIFICATE_LOCKED, AuditAction.CERTIFICATE_TAKEN_BACK),
)


def causes_of(keys, since):
    """Return {key of a participation: texts}."""
    about = AuditEntry.objects.filter(
        object_type="register.participation", object_id__in=[str(key) for key in keys]
    )
    found = defaultdict(list)
    entries = about.filter(action__in=ACTIONS, at__gte=since) if keys else about.none()
    for entry in entries.select_related("actor").order_by("-at", "-pk"):
        text = _text(entry)
        if text not in found[int(entry.object_id)]:
            found[int(entry.object_id)].append(text)
    return {key: texts[:MOST] for key, texts in found.items()}


def _text(entry):
    by = isolated(str(entry.actor)) if entry.actor else "–"
    return f"{AuditAction(entry.action).label} ({by}, {date_iso(localdate(entry.at))})"
