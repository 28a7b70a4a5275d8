from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.database_access import invitation_access
from accounts.models import User
from accounts.permissions import NOT_GIVEN_BY_LEADERS, Permission
from esfportal.security.secret_tokens import token_hash
from projects.access import get_project
from projects.team.memberships import includes_part, may_grant, team_managing_memberships
from projects.team.models import Invitation, Membership

SESSION_KEY = "invitation"  # the hash of the token in the link that was opened


def get_member(user, slug, pk):
    project = get_project(user, slug, Permission.TEAM_MANAGE)
    membership = get_object_or_404(Membership.objects.with_parts(), project=project, pk=pk)
    return _grantable_or_404(user, membership)


def get_membership_to_end(user, slug, pk):
    """Return the member's own role, or one of the team for those who manage it."""
    project = get_project(user, slug)
    own = Membership.objects.with_parts().filter(project=project, pk=pk, user=user).first()
    return own or get_member(user, slug, pk)


def get_invitation(user, slug, pk):
    project = get_project(user, slug, Permission.TEAM_MANAGE)
    # Also one that is answered or withdrawn: the user is told so.
    invitation = get_object_or_404(Invitation.objects.with_parts(), project=project, pk=pk)
    return _grantable_or_404(user, invitation)


def _grantable_or_404(user, grant):
    # The team's page names funders and auditors; the actions say who gives and ends their roles.
    if not may_grant(user, grant) and not _is_watched_over_by(user, grant):
        raise Http404
    return grant


def _is_watched_over_by(user, grant):
    managing = team_managing_memberships(user, grant.project_id)
    return grant.role in NOT_GIVEN_BY_LEADERS and any(includes_part(held, grant) for held in managing)


def remember_link(session, token):
    # So that the URLs of the next pages are without the token.
    session[SESSION_KEY] = token_hash(token)


@invitation_access()
def opened_invitation(session):
    """Return the invitation opened in this session, or None if its link stopped working."""
    usable = Invitation.objects.usable().with_parts()
    return usable.filter(token_hash=session.get(SESSION_KEY, "")).first()


def has_account(invitation):
    return User.objects.filter(email__iexact=invitation.email).exists()
