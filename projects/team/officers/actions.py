"""Actions on the officers of a funder's organisation. They raise memberships.ActionRefused."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import Role
from projects.team import memberships
from projects.team.membership_actions import change_membership, end_membership, require_valid
from projects.team.models import Membership
from projects.team.notifications import tell_of_role


@transaction.atomic
def give(membership, *, by):
    """Give a user of the organisation a role in a project that it funds."""
    memberships.lock_for_update([membership.user], [membership.project])
    require_valid(membership, by=by)
    if membership.is_over:
        raise memberships.ActionRefused(_("The last day has passed."))
    membership.save()
    audit(AuditAction.MEMBERSHIP_GIVEN, membership, by=by, role=membership.role, user=membership.user_id)
    tell_of_role(membership, by=by)
    return membership


@transaction.atomic
def end(membership, *, last_day, takes_over=None, by):
    """End an officer's role on the day; who takes over, also as the responsible officer, begins today."""
    memberships.lock_for_update([membership.user, takes_over], [membership.project])
    membership = Membership.objects.with_parts().get(pk=membership.pk)
    responsible_for = membership.responsible_for
    if takes_over and membership.role == Role.FUNDER:
        successor = _role_of_successor(takes_over, membership, by=by)
    ended = end_membership(membership, last_day=last_day, takes_over=takes_over, by=by)
    if takes_over and responsible_for and membership.role == Role.FUNDER:
        make_responsible(successor, by=by)
    return ended


def _role_of_successor(user, membership, *, by):
    held = Membership.objects.in_force().filter(user=user, project=membership.project, role=Role.FUNDER)
    lasting = held.filter(ends_on=None).with_parts().first()
    if lasting:
        return lasting
    until = held.with_parts().first()
    if until is None:
        return give(Membership(user=user, role=Role.FUNDER, project=membership.project), by=by)
    until.ends_on = None
    return change_membership(until, changed={"ends_on"}, by=by)


@transaction.atomic
def make_responsible(membership, *, by):
    """Make the officer the responsible one of the organisation in the project: by a manager, or oneself."""
    memberships.lock_for_update([], [membership.project])
    stored = Membership.objects.in_force().with_parts().filter(pk=membership.pk, role=Role.FUNDER).first()
    if stored is None or not stored.user.is_active:
        raise memberships.ActionRefused(_("The role is not in force today."))
    is_own = stored.user_id == by.pk and memberships.is_of_funding_organisation(stored)
    if not is_own and not memberships.may_grant(by, stored):
        raise memberships.ActionRefused(memberships.GIVEN_BY_FUNDERS)
    organisation = stored.user.organisation
    former = Membership.objects.filter(project=stored.project, responsible_for=organisation)
    for each in former.exclude(pk=stored.pk):
        _set_responsible(each, None, by=by)
    _set_responsible(stored, organisation, by=by)
    return stored


def _set_responsible(membership, organisation, *, by):
    if membership.responsible_for_id == (organisation and organisation.pk):
        return
    membership.responsible_for = organisation
    membership.save(update_fields=["responsible_for"])
    audit(
        AuditAction.MEMBERSHIP_CHANGED, membership, by=by, user=membership.user_id, fields=["responsible_for"]
    )


@transaction.atomic
def end_all(roles, *, last_day, takes_over=None, by):
    """End the roles of an officer, all or none."""
    ordered = sorted(roles, key=lambda role: role.project_id)
    memberships.lock_for_update(
        [takes_over, *(role.user for role in roles)], [role.project for role in ordered]
    )
    for role in ordered:
        end(role, last_day=last_day, takes_over=takes_over, by=by)
