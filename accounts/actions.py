"""What is done to users and memberships: by themselves, by project leaders and by administrators."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import memberships
from accounts.audit import audit
from accounts.models import Membership


@transaction.atomic
def choose_language(user, language, *, by):
    """Remember the language somebody reads the portal and its letters in."""
    if user != by:
        raise ValueError("Everybody chooses their own language.")
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def record_user_change(user, fields, *, by):
    """Note which of a user's fields an administrator set; the names of the fields, not their values."""
    audit("user_changed", user, by=by, fields=sorted(fields))
    return user


@transaction.atomic
def record_membership(membership, *, by):
    """Note a role that was given, changed or ended."""
    audit("membership_changed", membership, by=by, role=membership.role, user=membership.user_id)
    return membership


@transaction.atomic
def change_membership(membership, *, changed, by):
    """Save another part, other days or another reason; `changed` names the fields. Raises ActionRefused."""
    memberships.lock_for_update([membership.user], [membership.project])
    stored = Membership.objects.with_parts().get(pk=membership.pk)
    _require_grantable(stored, by=by)
    if stored.is_over:
        raise memberships.ActionRefused(_("The role has ended. Give it anew instead."))
    _require_valid(membership, by=by)
    _require_remaining_leader(membership)
    membership.save(update_fields=sorted(changed))
    audit("membership_changed", membership, by=by, user=membership.user_id, fields=sorted(changed))
    return membership


@transaction.atomic
def end_membership(membership, *, by):
    """End somebody's role now: their next click no longer has it. Raises memberships.ActionRefused."""
    memberships.lock_for_update([membership.user], [membership.project])
    membership = Membership.objects.with_parts().get(pk=membership.pk)
    if membership.user_id != by.pk:
        _require_grantable(membership, by=by)
    if membership.is_over:
        raise memberships.ActionRefused(_("The role has ended already."))
    mark_ended(membership, by=by)
    _require_remaining_leader(membership)
    membership.save(update_fields=["ended_at", "ended_by", "ends_on"])
    audit("membership_ended", membership, by=by, role=membership.role, user=membership.user_id)
    return membership


def mark_ended(membership, *, by):
    """Write on the row, unsaved, that it ends at this moment."""
    today = timezone.localdate()
    last = today if membership.ends_on is None else min(membership.ends_on, today)
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.ends_on = max(last, membership.starts_on)  # one that has not begun never will


def _require_valid(membership, *, by):
    if membership.user_id == by.pk:
        raise memberships.ActionRefused(
            _("You can't change your own roles. Ask another leader or an administrator.")
        )
    memberships.refuse_if_any(memberships.validation_errors(membership).values())
    _require_grantable(membership, by=by)
    if not membership.user.is_active:
        raise memberships.ActionRefused(_("The account is closed."))
    if memberships.duplicates_existing(membership):
        raise memberships.ActionRefused(_("The person has this role already."))


def _require_grantable(membership, *, by):
    if not memberships.may_grant(by, membership):
        raise memberships.ActionRefused(_("You can give, change and end only what you have yourself."))


def _require_remaining_leader(membership):
    user = membership.user
    others = Membership.objects.not_over().filter(user=user).exclude(pk=membership.pk)
    memberships.refuse_if_any(list(memberships.projects_left_without_leader(user, [*others, membership])))
