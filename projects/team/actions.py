"""What becomes of invitations: sent, sent again, withdrawn, accepted."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import memberships
from accounts.audit import audit
from accounts.memberships import Refused
from accounts.models import Membership, User
from esfportal.changes import INVITATION
from esfportal.history import write_as
from projects.models import Invitation
from projects.team import letters


class Gone(Exception):
    """The link works no longer: accepted, withdrawn, run out, or given by somebody who no longer may."""


@transaction.atomic
def invite(invitation, *, link, by):
    """Send an invitation that is not saved yet; `link(token)` gives the address that the letter names.

    The letter goes out before the transaction ends: if it can't be sent, nothing has been.
    Raises memberships.Refused.
    """
    memberships.hold([], [invitation.project])
    _demand_sound(invitation, by=by)
    if Invitation.objects.open().filter(**_alike(invitation)).exists():
        raise Refused(_("The address has an invitation to this role already. Send it again from the list."))
    token = invitation.renew(by=by)
    invitation.save()
    audit("invitation_sent", invitation, by=by, role=invitation.role)
    letters.invite(invitation, link(token))
    return invitation


@transaction.atomic
def send_again(invitation, *, link, by):
    """Send a new link, which holds for seven days from now; the former one works no longer."""
    invitation = _locked(invitation)
    _demand_sound(invitation, by=by)
    token = invitation.renew(by=by)
    invitation.save(update_fields=["token_hash", "invited_by", "sent_at", "expires_at"])
    audit("invitation_sent_again", invitation, by=by, role=invitation.role)
    letters.invite(invitation, link(token))
    return invitation


@transaction.atomic
def withdraw(invitation, *, by):
    """Take an invitation back: its link works no longer."""
    invitation = _locked(invitation)
    if not memberships.may_give(by, invitation):
        raise Refused(_("You can give, change and end only what you have yourself."))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit("invitation_withdrawn", invitation, by=by, role=invitation.role)
    return invitation


@transaction.atomic
def accept(invitation, *, by):
    """Give the role to the user whose address the letter went to. Raises Gone."""
    if by.email.lower() != invitation.email:
        raise Gone
    memberships.hold([by], [invitation.project])
    return _accept(invitation, by)


@transaction.atomic
def accept_anew(invitation, *, full_name, password, language):
    """Make an account for the address that the letter went to, and give it the role. Raises Gone."""
    write_as(INVITATION)
    memberships.hold([], [invitation.project])
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                invitation.email, password, full_name=full_name, language=language
            )
    except IntegrityError:  # somebody has made the account meanwhile
        raise Gone from None
    audit("user_invited", user, by=user, project=invitation.project)
    return _accept(invitation, user)


def _accept(invitation, user):
    invitation = _still_good(invitation)
    membership = Membership(
        user=user,
        role=invitation.role,
        project=invitation.project,
        sub_project=invitation.sub_project,
        municipality=invitation.municipality,
        intervention=invitation.intervention,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        reason=invitation.reason,
    )
    if not user.is_active or memberships.faults(membership):
        raise Gone
    if not memberships.is_twice(membership):
        membership.save()
        given_by = invitation.invited_by_id
        audit("membership_given", membership, by=user, role=membership.role, invited_by=given_by)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit("invitation_accepted", invitation, by=user, role=invitation.role)
    return invitation


def _still_good(invitation):
    """The invitation, locked, if it may be accepted at this moment."""
    usable = Invitation.objects.usable().select_for_update(of=("self",)).with_parts()
    found = usable.filter(pk=invitation.pk, token_hash=invitation.token_hash).first()
    if found is None or (found.ends_on or date.max) < timezone.localdate():
        raise Gone
    if not memberships.may_give(found.invited_by, found):
        raise Gone
    return found


def _locked(invitation):
    memberships.hold([], [invitation.project])
    found = Invitation.objects.open().with_parts().filter(pk=invitation.pk)
    invitation = found.select_for_update(of=("self",)).first()
    if invitation is None:
        raise Refused(_("The invitation has been answered or withdrawn meanwhile."))
    return invitation


def _demand_sound(invitation, *, by):
    if invitation.email == by.email.lower():
        raise Refused(_("You can't change your own roles. Ask another leader or an administrator."))
    memberships.demand(memberships.faults(invitation).values())
    if not memberships.may_give(by, invitation):
        raise Refused(_("You can give, change and end only what you have yourself."))
    if (invitation.ends_on or date.max) < timezone.localdate():
        raise Refused(_("The last day has passed."))
    if Membership.objects.not_over().filter(user__email__iexact=invitation.email, **_place(invitation)):
        raise Refused(_("The person has this role already."))


def _place(invitation):
    names = ("project", "role", "sub_project", "municipality", "intervention")
    return {name: getattr(invitation, name) for name in names}


def _alike(invitation):
    return {"email": invitation.email, **_place(invitation)}
