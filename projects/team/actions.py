"""Actions on invitations: send, send again, withdraw, accept."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import record_user_change
from accounts.audit.actions import AuditAction
from accounts.audit.history_text import INVITATION
from accounts.audit.log import audit
from accounts.audit.row_history import set_source
from accounts.models import User
from projects.models import PART_FIELDS
from projects.team import emails, memberships, notifications
from projects.team.handover import end_former_access
from projects.team.membership_actions import require_grantable
from projects.team.memberships import ActionRefused
from projects.team.models import Invitation, Membership


class InvitationUnusable(Exception):
    """The link was used, replaced, or expired, or its inviter lost the right."""


@transaction.atomic
def invite(invitation, *, link, by):
    """Save and send an invitation; `link(token)` returns the URL. Raises memberships.ActionRefused."""
    memberships.lock_for_update([], [invitation.project])
    _require_sendable(invitation, by=by)
    if Invitation.objects.open().filter(email=invitation.email, **_role_and_part(invitation)).exists():
        raise ActionRefused(
            _("The address has an invitation to this role already. Send it again from the list.")
        )
    token = invitation.renew(by=by)
    invitation.save()
    audit(AuditAction.INVITATION_SENT, invitation, by=by, role=invitation.role)
    # Sent inside the transaction, so that nothing is saved if the e-mail can't be sent.
    emails.send_invitation(invitation, link(token))
    return invitation


@transaction.atomic
def send_again(invitation, *, link, by):
    """Send a new link; the previous one stops working. Raises memberships.ActionRefused."""
    invitation = _lock_unanswered(invitation)
    _require_sendable(invitation, by=by)
    token = invitation.renew(by=by)
    invitation.save(update_fields=["token_hash", "invited_by", "sent_at", "expires_at"])
    audit(AuditAction.INVITATION_SENT_AGAIN, invitation, by=by, role=invitation.role)
    emails.send_invitation(invitation, link(token))
    return invitation


@transaction.atomic
def invite_first_leader(invitation, *, link, by):
    """Invite a leader, or send the link again to an address that has not answered. Raises memberships.ActionRefused."""
    waiting = Invitation.objects.open().filter(email=invitation.email, **_role_and_part(invitation)).first()
    if waiting:
        return send_again(waiting, link=link, by=by)
    return invite(invitation, link=link, by=by)


@transaction.atomic
def withdraw(invitation, *, by):
    invitation = _lock_unanswered(invitation)
    require_grantable(invitation, by=by)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit(AuditAction.INVITATION_WITHDRAWN, invitation, by=by, role=invitation.role)
    return invitation


@transaction.atomic
def accept(invitation, *, by):
    """Give the role to the invited user. Raises InvitationUnusable."""
    if by.email.lower() != invitation.email:
        raise InvitationUnusable
    memberships.lock_for_update([by], [invitation.project])
    return _accept(invitation, by)


@transaction.atomic
def accept_with_new_account(invitation, *, full_name, password, language):
    """Create an account and give it the role. Raises InvitationUnusable."""
    set_source(INVITATION)  # the author in the row history, because no user is signed in
    memberships.lock_for_update([], [invitation.project])
    try:
        with transaction.atomic():  # a savepoint, because an IntegrityError ends the transaction
            user = User.objects.create_user(
                invitation.email, password, full_name=full_name, language=language
            )
    except IntegrityError:  # the account was created at the same time
        raise InvitationUnusable from None
    audit(AuditAction.USER_INVITED, user, by=user, project=invitation.project)
    return _accept(invitation, user)


def _accept(invitation, user):
    invitation = _lock_usable(invitation)
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
    if invitation.organisation_id:
        _join_organisation(user, invitation.organisation)
    # The account may be closed, or the part removed from the project, since the invitation.
    if not user.is_active or memberships.validation_errors(membership):
        raise InvitationUnusable
    if not memberships.duplicates_existing(membership):
        membership.save()
        end_former_access(membership, by=user)
        given_by = invitation.invited_by_id
        audit(AuditAction.MEMBERSHIP_GIVEN, membership, by=user, role=membership.role, invited_by=given_by)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit(AuditAction.INVITATION_ACCEPTED, invitation, by=user, role=invitation.role)
    notifications.tell_inviter(invitation, by=user)
    return invitation


def _join_organisation(user, organisation):
    user.refresh_from_db(fields=["organisation"])
    if user.organisation_id is None:
        user.organisation = organisation
        user.save(update_fields=["organisation"])
        record_user_change(user, ["organisation"], by=user)
    elif user.organisation_id != organisation.pk:  # an administrator moves a user
        raise InvitationUnusable


def _lock_usable(invitation):
    usable = Invitation.objects.usable().select_for_update(of=("self",)).with_parts()
    found = usable.filter(pk=invitation.pk, token_hash=invitation.token_hash).first()
    if found is None or (found.ends_on or date.max) < timezone.localdate():
        raise InvitationUnusable
    # The inviter may have left, or may have less rights than when the invitation was sent.
    if not memberships.may_grant(found.invited_by, found):
        raise InvitationUnusable
    return found


def _lock_unanswered(invitation):
    memberships.lock_for_update([], [invitation.project])
    found = Invitation.objects.open().with_parts().filter(pk=invitation.pk)
    invitation = found.select_for_update(of=("self",)).first()
    if invitation is None:
        raise ActionRefused(_("The invitation has been answered or withdrawn in the meantime."))
    return invitation


def _require_sendable(invitation, *, by):
    if invitation.email == by.email.lower():
        raise ActionRefused(_("You can't change your own roles. Ask another leader or an administrator."))
    require_grantable(invitation, by=by)
    memberships.refuse_if_any(memberships.validation_errors(invitation).values())
    if memberships.lacks_part(invitation):
        raise ActionRefused(memberships.PART_IS_REQUIRED)
    if (invitation.ends_on or date.max) < timezone.localdate():
        raise ActionRefused(_("The last day has passed."))
    if Membership.objects.not_over().filter(
        user__email__iexact=invitation.email, **_role_and_part(invitation)
    ):
        raise ActionRefused(_("The person has this role already."))


def _role_and_part(invitation):
    return {name: getattr(invitation, name) for name in ("project", "role", *PART_FIELDS)}
