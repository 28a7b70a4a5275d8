"""Data for the team's page, limited to what the user may manage."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import allows, may, memberships_with
from accounts.models import User
from accounts.permissions import NOT_GIVEN_BY_LEADERS, Permission, Role
from esfportal.database.swedish_order import swedish_order
from projects.models import PART_FIELDS
from projects.team import team_review as review
from projects.team.memberships import funding_partners, includes_part
from projects.team.models import Invitation, Membership

ENDED_SHOWN = 100  # ended memberships on the page, at most


@dataclass(frozen=True)
class TeamRow:
    membership: Membership
    may_change: bool
    may_end: bool

    @property
    def starts_later(self):
        return self.membership.starts_on > timezone.localdate()


def team_rows(project, user):
    """Return (rows of current and future memberships, the memberships that ended last)."""
    managing = _managing_memberships(project, user)
    in_project = (
        Membership.objects.filter(project=project).with_parts().order_by(swedish_order("user__full_name"))
    )
    rows = [_team_row(m, managing, user) for m in in_project.not_over() if _covered(managing, m)]
    over = in_project.exclude(pk__in=in_project.not_over().order_by().values("pk"))
    ended = [m for m in over.order_by("-ends_on", "-pk")[:ENDED_SHOWN] if _covered(managing, m)]
    return rows, ended


def invitations(project, user):
    """Return the invitations without an answer, including those whose link has expired."""
    managing = _managing_memberships(project, user)
    unanswered = Invitation.objects.open().filter(project=project).with_parts()
    return [invitation for invitation in unanswered if _covered(managing, invitation)]


def funders(project):
    """Return [(organisation that funds the project, the users who manage its officers)]."""
    organisations = [
        partner.organisation for partner in funding_partners(project.pk).select_related("organisation")
    ]
    managers = User.objects.filter(is_active=True, manages_officers=True, organisation__in=organisations)
    managers = list(managers.order_by(swedish_order("full_name")))
    return [(each, [user for user in managers if user.organisation_id == each.pk]) for each in organisations]


def open_review(project, user):
    if not may(user, Permission.TEAM_REVIEW, project):
        return None
    current = review.current_review(project)
    return current if current and current.finished_at is None else None


def answers(team_review):
    names = [f"membership__{name}" for name in ("user", *PART_FIELDS)]
    return team_review.answers.select_related("answered_by", *names).order_by("-answered_at", "-pk")


def leader_to_invite(request, project):
    """Return what an administrator has to do about the project's leader, for the list of what is left to do."""
    leading = Membership.objects.in_force().leading().filter(project=project)
    if not may(request.user, Permission.PROJECT_LOAD) or leading.exists():
        return []
    invited = Invitation.objects.open().filter(project=project, role=Role.PROJECT_LEADER)
    text = (
        _("The leader has not answered the invitation.") if invited.exists() else _("No leader is invited.")
    )
    return [(text, reverse("team:invite_leader", args=[project.slug]))]


def _managing_memberships(project, user):
    managing = memberships_with(user, Permission.TEAM_MANAGE)
    return [membership for membership in managing if membership.project_id == project.pk]


def _covered(managing, grant):
    return any(includes_part(membership, grant) for membership in managing)


def _team_row(membership, managing, user):
    is_own = membership.user_id == user.pk
    may_manage = any(
        includes_part(own, membership) and allows(own, Permission.TEAM_MANAGE) for own in managing
    )
    may_manage = may_manage and membership.role not in NOT_GIVEN_BY_LEADERS
    # Users can end their own role but not change it.
    return TeamRow(membership, may_change=may_manage and not is_own, may_end=may_manage or is_own)
