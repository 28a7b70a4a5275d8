"""Causes of differences: what was written of a participant, or changed for all, since a file was prepared."""

from collections import defaultdict

from django.utils.timezone import localdate

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry
from esfportal.ui.formats import date_iso
from esfportal.ui.plain_text import isolated
from projects.models import Project
from reporting.statistics.models import MonthlySettings

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

SETTINGS = ("woman_code", "man_code", "unknown_number", "with_zero_hours", "whole_hours", "more_columns")
# Names and columns of facts (monthly/facts.py).
OF_FACTS = (
    *(AuditAction.SCB_TEMPLATE_USED, AuditAction.SCB_TEMPLATE_ENDED),
    *(AuditAction.EMPLOYER_CHANGED, AuditAction.INTERVENTION_CHANGED, AuditAction.SUB_PROJECT_CHANGED),
)


def causes_for_all(project, since, *, with_facts):
    """Return the texts of what changed the rows of all participants, the latest first."""
    actions = (
        AuditAction.MONTHLY_SETTINGS_CHANGED,
        AuditAction.PROJECT_CHANGED,
        *(OF_FACTS if with_facts else ()),
    )
    entries = AuditEntry.objects.filter(project=project, action__in=actions, at__gte=since)
    texts = [_text_for_all(entry) for entry in entries.select_related("actor").order_by("-at", "-pk")]
    return list(dict.fromkeys(filter(None, texts)))[:MOST]


def _text_for_all(entry):
    """Return "" for an entry of what changes no row."""
    fields = entry.details.get("fields", [])
    if entry.action == AuditAction.PROJECT_CHANGED:
        labels = [_label(Project, name) for name in fields if name == "hours_rounding"]
    elif entry.action == AuditAction.MONTHLY_SETTINGS_CHANGED:
        labels = [_label(MonthlySettings, name) for name in fields if name in SETTINGS]
    else:
        return _text(entry)
    return _text(entry, ", ".join(labels)) if labels else ""


def _label(model, name):
    return str(model._meta.get_field(name).verbose_name)


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


def _text(entry, fields=""):
    by = isolated(str(entry.actor)) if entry.actor else "–"
    label = ": ".join(filter(None, [str(AuditAction(entry.action).label), fields]))
    return f"{label} ({by}, {date_iso(localdate(entry.at))})"
