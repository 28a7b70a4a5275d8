from django.shortcuts import get_object_or_404

from accounts.memberships import may_give
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.scope import invited
from projects.access import get_project
from projects.models import Invitation
from projects.models.team import hashed

SESSION_KEY = "invitation"  # the hash of the token in the link that was opened


def get_member(user, slug, pk):
    """A membership of the project that the user may change: Http404 for one that is not within reach."""
    project = get_project(user, slug, Permission.TEAM_MANAGE)
    membership = get_object_or_404(Membership.objects.with_parts(), project=project, pk=pk)
    return _within_reach(user, membership)


def get_invitation(user, slug, pk):
    """An invitation to the project that nobody has answered yet and that the user may send again."""
    project = get_project(user, slug, Permission.TEAM_MANAGE)
    invitation = get_object_or_404(Invitation.objects.open().with_parts(), project=project, pk=pk)
    return _within_reach(user, invitation)


def _within_reach(user, grant):
    if not may_give(user, grant):
        get_object_or_404(Membership.objects.none())
    return grant


def remember_link(session, token):
    """Keep which invitation a link is for, so that the address of the next page does not hold it."""
    session[SESSION_KEY] = hashed(token)


@invited()
def opened_invitation(session):
    """The invitation whose link was opened in this session, if the link still works; or None."""
    opened = Invitation.objects.usable().with_parts().filter(token_hash=session.get(SESSION_KEY, ""))
    return opened.first()


def has_account(invitation):
    """Whether whoever holds the link signs in rather than choosing a password."""
    return User.objects.filter(email__iexact=invitation.email).exists()
