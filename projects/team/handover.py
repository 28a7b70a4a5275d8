"""Work that another member takes over when a case worker's role ends. Apps above add theirs to `handovers`."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission, roles_with
from esfportal.database.swedish_order import swedish_order
from projects.team.models import Membership


@dataclass(frozen=True)
class Handover:
    describe: Callable  # (membership) -> a text such as "3 protected records"; empty if there is nothing
    hand_over: Callable  # (membership, to=user, by=user); raises memberships.ActionRefused


handovers: list[Handover] = []


def work_of(membership):
    """Return a text for each kind of work that the member leaves."""
    return [text for handover in handovers if (text := handover.describe(membership))]


def colleagues_of(membership):
    """Return the other users who may write about the project's participants today."""
    members = Membership.objects.in_force().filter(
        project=membership.project_id, role__in=roles_with(Permission.PARTICIPANT_EDIT)
    )
    others = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return others.exclude(pk=membership.user_id).order_by(swedish_order("full_name"))


def hand_over_work(membership, *, to, by):
    for handover in handovers:
        if handover.describe(membership):
            handover.hand_over(membership, to=to, by=by)
