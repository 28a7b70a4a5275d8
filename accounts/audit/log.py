"""Writing the audit log."""

from typing import Any

from django.db.models import Model

from accounts.audit.actions import AuditAction
from accounts.audit.models import AuditEntry


def audit(
    action: str, instance: Model, *, by: Model | None, project: Model | None = None, **details: Any
) -> AuditEntry:
    """Write an audit entry about a row; `by` is None for the system."""
    object_type = instance._meta.label_lower
    if object_type not in AuditAction(action).object_types:
        raise ValueError(f"The action {action} is not about a {object_type} (accounts/audit/actions.py).")
    return AuditEntry.objects.create(
        actor=by,
        action=AuditAction(action).value,
        project=project or getattr(instance, "project", None),
        object_type=object_type,
        object_id=str(instance.pk),
        details=details,  # codes, counts and primary keys only: nothing that identifies a person
    )


def audit_command(command: str, **details: Any) -> AuditEntry:
    return AuditEntry.objects.create(
        action=AuditAction.COMMAND_RUN.value,  # type: ignore[attr-defined]  # TextChoices is untyped
        object_type="command",
        object_id=command[:60],
        details=details,
    )
