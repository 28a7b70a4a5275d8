from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.audit.actions import AuditAction

# Administrators read the entries about users and roles, and of a project's who submitted and downloaded its
# reports: they see no participants (accounts/audit/row_policies.py).
OBJECTS_FOR_ADMINISTRATORS = frozenset(
    object_type
    for action in AuditAction.__members__.values()
    for object_type in action.object_types
    if object_type.startswith("accounts.") or object_type == "team.membership"
)
ACTIONS_FOR_ADMINISTRATORS = frozenset({AuditAction.REPORT_SUBMITTED, AuditAction.REPORT_DOWNLOADED})


def is_for_administrators(action: AuditAction) -> bool:
    return action in ACTIONS_FOR_ADMINISTRATORS or not OBJECTS_FOR_ADMINISTRATORS.isdisjoint(
        action.object_types
    )


class AuditEntryQuerySet(models.QuerySet):
    def about(self, instance: models.Model) -> Self:
        return self.filter(object_type=instance._meta.label_lower, object_id=str(instance.pk))

    def for_administrators(self) -> Self:
        return self.filter(
            Q(object_type__in=OBJECTS_FOR_ADMINISTRATORS) | Q(action__in=ACTIONS_FOR_ADMINISTRATORS)
        )

    def is_in_effect(self, action: str, *, until: str) -> bool:
        """Return True if the latest of two opposite actions is `action`."""
        latest = self.filter(action__in=[action, until]).order_by("-pk").values_list("action", flat=True)
        return latest.first() == action

    def in_effect(self, action: str, *, until: str) -> Self:
        """Filter the latest entry of each object whose `action` was not reversed by `until`."""
        same = self.model.objects.filter(object_type=OuterRef("object_type"), object_id=OuterRef("object_id"))
        later = same.filter(action__in=[action, until], pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), action=action)
