"""Work that another member takes over when a case worker's role ends. Apps above add theirs to `handovers`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, roles_with
from esfportal.database.swedish_order import swedish_order
from esfportal.registry import Registry
from projects.team.models import Membership


@dataclass(frozen=True)
class Handover:
    describe: Callable  # (membership) -> a text such as "3 protected records"; empty if there is nothing
    hand_over: Callable  # (membership, to=user, by=user); raises memberships.ActionRefused
    end_former: Callable  # (membership, by=user), when a member comes back after a time without a role


handovers = Registry()


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


def end_former_access(membership, *, by):
    """End what a user had from an earlier role in the project, unless a role lasts until the new one."""
    # A role may end by its date alone, without an action, so the end is checked when the next role is given.
    if membership.project_id is None:
        return
    held = Membership.objects.filter(
        user=membership.user_id,
        project=membership.project_id,
        role__in=roles_with(Permission.PARTICIPANT_EDIT),
    ).exclude(pk=membership.pk)
    the_day_before = membership.starts_on - timedelta(days=1)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=the_day_before)
    if not held.not_over().filter(lasting, starts_on__lte=timezone.localdate()).exists():
        for handover in handovers:
            handover.end_former(membership, by=by)
