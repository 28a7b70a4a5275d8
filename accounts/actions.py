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
    """Save another part, other days or another reason; `changed` names the fields. Raises Refused."""
    memberships.hold([membership.user], [membership.project])
    stored = Membership.objects.with_parts().get(pk=membership.pk)
    _demand_within_reach(stored, by=by)
    if stored.is_over:
        raise memberships.Refused(_("The role has ended. Give it anew instead."))
    _demand_sound(membership, by=by)
    _demand_leaders(membership)
    membership.save(update_fields=sorted(changed))
    audit("membership_changed", membership, by=by, user=membership.user_id, fields=sorted(changed))
    return membership


@transaction.atomic
def end_membership(membership, *, by):
    """End somebody's role now: their next click no longer has it. Raises memberships.Refused."""
    memberships.hold([membership.user], [membership.project])
    membership = Membership.objects.with_parts().get(pk=membership.pk)
    if membership.user_id != by.pk:
        _demand_within_reach(membership, by=by)
    if membership.is_over:
        raise memberships.Refused(_("The role has ended already."))
    close(membership, by=by)
    _demand_leaders(membership)
    membership.save(update_fields=["ended_at", "ended_by", "ends_on"])
    audit("membership_ended", membership, by=by, role=membership.role, user=membership.user_id)
    return membership


def close(membership, *, by):
    """Write on the row, unsaved, that it ends at this moment."""
    today = timezone.localdate()
    last = today if membership.ends_on is None else min(membership.ends_on, today)
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.ends_on = max(last, membership.starts_on)  # one that has not begun never will


def _demand_sound(membership, *, by):
    if membership.user_id == by.pk:
        raise memberships.Refused(
            _("You can't change your own roles. Ask another leader or an administrator.")
        )
    memberships.demand(memberships.faults(membership).values())
    _demand_within_reach(membership, by=by)
    if not membership.user.is_active:
        raise memberships.Refused(_("The account is closed."))
    if memberships.is_twice(membership):
        raise memberships.Refused(_("The person has this role already."))


def _demand_within_reach(membership, *, by):
    if not memberships.may_give(by, membership):
        raise memberships.Refused(_("You can give, change and end only what you have yourself."))


def _demand_leaders(membership):
    user = membership.user
    others = Membership.objects.not_over().filter(user=user).exclude(pk=membership.pk)
    memberships.demand(list(memberships.missing_leaders(user, [*others, membership])))
