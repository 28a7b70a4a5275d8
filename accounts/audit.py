"""The trace: one function, called by the actions and downloads of every app."""

from accounts.models import AuditEntry


def audit(action, instance, *, by, project=None, **details):
    """Record that somebody did something to a row.

    `details` holds codes, counts and primary keys only: nothing that names a person.
    `by` is None for what the system does by itself.
    """
    return AuditEntry.objects.create(
        actor=by,
        action=action,
        project=project or getattr(instance, "project", None),
        object_type=instance._meta.label_lower,
        object_id=str(instance.pk),
        details=details,
    )


def audit_command(command, **details):
    """Record that an operator ran a command; `details` as above."""
    return AuditEntry.objects.create(
        action="command_run", object_type="command", object_id=command[:60], details=details
    )
