"""Writing the audit log."""

from accounts.audit.models import AuditEntry


def audit(action, instance, *, by, project=None, **details):
    """Write an audit entry about a row; `by` is None for the system."""
    return AuditEntry.objects.create(
        actor=by,
        action=action,
        project=project or getattr(instance, "project", None),
        object_type=instance._meta.label_lower,
        object_id=str(instance.pk),
        details=details,  # codes, counts and primary keys only: nothing that identifies a person
    )


def audit_command(command, **details):
    return AuditEntry.objects.create(
        action="command_run", object_type="command", object_id=command[:60], details=details
    )
