from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit.actions import AuditAction
from accounts.audit.log import audit
from accounts.permissions import OVERSIGHT_ROLES
from esfportal.ui.formats import date_text
from projects.team import memberships
from projects.team.handover import end_former_access, hand_over_work
from projects.team.models import Membership
from projects.team.notifications import tell_of_role


@transaction.atomic
def record_membership(membership, *, by):
    audit(AuditAction.MEMBERSHIP_CHANGED, membership, by=by, role=membership.role, user=membership.user_id)
    return membership


@transaction.atomic
def save_memberships(user, changed, *, ended=(), by):
    """Save changed and new memberships of a user, those in `ended` as ended now. Raises ActionRefused."""
    held = Membership.objects.not_over().filter(user=user.pk).select_related("project")
    memberships.lock_for_update([user], [each.project for each in (*held, *changed)])
    stored = {each.pk: each for each in Membership.objects.filter(user=user.pk)}
    for membership in changed:
        if membership.pk and stored[membership.pk].is_over:
            raise memberships.ActionRefused(_("The role has ended. Give it again instead."))
        if memberships.duplicates_existing(membership):
            raise memberships.ActionRefused(_("The person has this role already."))
        if membership in ended:
            mark_ended(membership, by=by)
    new = [each for each in changed if each.pk is None]
    planned = stored | {each.pk: each for each in changed if each.pk}
    left = memberships.projects_left_without_leader(user, [*planned.values(), *new])
    memberships.refuse_if_any(list(left))
    for membership in changed:
        membership.save()
        if membership in new:
            end_former_access(membership, by=by)
            if membership not in ended:
                tell_of_role(membership, by=by)
        record_membership(membership, by=by)


@transaction.atomic
def change_membership(membership, *, changed, by):
    """Save the fields named in `changed`. Raises ActionRefused."""
    memberships.lock_for_update([membership.user], [membership.project])
    stored = Membership.objects.with_parts().get(pk=membership.pk)
    require_grantable(stored, by=by)  # the stored row: `membership` may have another part already
    if stored.is_over:
        raise memberships.ActionRefused(_("The role has ended. Give it again instead."))
    require_valid(membership, by=by)
    _require_remaining_leader(membership)
    _require_remaining_officer(membership, by=by)
    membership.save(update_fields=sorted(changed))
    audit(AuditAction.MEMBERSHIP_CHANGED, membership, by=by, user=membership.user_id, fields=sorted(changed))
    return membership


@transaction.atomic
def end_membership(membership, *, last_day=None, takes_over=None, by):
    """End the role on the day; today (the default) ends it at once. Raises ActionRefused."""
    memberships.lock_for_update([membership.user], [membership.project])
    membership = Membership.objects.with_parts().get(pk=membership.pk)
    require_endable(membership, by=by)
    if membership.is_over:
        raise memberships.ActionRefused(_("The role has ended already."))
    if takes_over:  # while the member may still open what is handed over
        hand_over_work(membership, to=takes_over, by=by)
    if last_day is None or last_day <= timezone.localdate() or last_day < membership.starts_on:
        mark_ended(membership, by=by)
    elif membership.ends_on and last_day > membership.ends_on:
        raise memberships.ActionRefused(
            _("The role ends already on %(day)s.") % {"day": date_text(membership.ends_on)}
        )
    else:
        membership.ends_on = last_day
    _require_remaining_leader(membership)
    _require_remaining_officer(membership, by=by)
    membership.save(update_fields=["ended_at", "ended_by", "ends_on", "responsible_for"])
    audit(
        AuditAction.MEMBERSHIP_ENDED,
        membership,
        by=by,
        role=membership.role,
        user=membership.user_id,
        last_day=str(membership.ends_on),
        takes_over=takes_over.pk if takes_over else None,
    )
    return membership


def mark_ended(membership, *, by):
    """Set the fields that end the membership now, without saving."""
    today = timezone.localdate()
    last = today if membership.ends_on is None else min(membership.ends_on, today)
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.responsible_for = None
    membership.ends_on = max(last, membership.starts_on)  # a role that has not started


def require_endable(membership, *, by):
    if not memberships.may_end(by, membership):
        require_grantable(membership, by=by)


def require_valid(membership, *, by):
    if membership.user_id == by.pk:
        raise memberships.ActionRefused(
            _("You can't change your own roles. Ask another leader or an administrator.")
        )
    memberships.refuse_if_any(memberships.validation_errors(membership).values())
    if memberships.lacks_part(membership):
        raise memberships.ActionRefused(memberships.PART_IS_REQUIRED)
    require_grantable(membership, by=by)
    if not membership.user.is_active:
        raise memberships.ActionRefused(_("The account is closed."))
    if memberships.duplicates_existing(membership):
        raise memberships.ActionRefused(_("The person has this role already."))


def require_grantable(grant, *, by):
    if memberships.may_grant(by, grant):
        return
    if grant.role in OVERSIGHT_ROLES:
        raise memberships.ActionRefused(memberships.GIVEN_BY_FUNDERS)
    raise memberships.ActionRefused(_("You can give, change and end only what you have yourself."))


def _require_remaining_leader(membership):
    user = membership.user
    others = Membership.objects.not_over().filter(user=user).exclude(pk=membership.pk)
    memberships.refuse_if_any(list(memberships.projects_left_without_leader(user, [*others, membership])))


def _require_remaining_officer(membership, *, by):
    if memberships.is_last_officer(membership) and not memberships.is_administrator_now(by):
        raise memberships.ActionRefused(
            _(
                "%(project)s would have no officer of %(organisation)s. Choose who takes over, or ask an administrator."
            )
            % {"project": membership.project.display_name, "organisation": membership.user.organisation}
        )
