"""What the page about a project's team shows."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.access import allows, may, memberships_with
from accounts.memberships import covers
from accounts.models import Membership
from accounts.permissions import Permission
from esfportal.swedish_order import swedish_order
from projects.models import Invitation
from projects.team import review

ENDED_SHOWN = 100


@dataclass(frozen=True)
class Line:
    """A membership, and whether the reader may change and end it here."""

    membership: Membership
    may_change: bool
    may_end: bool

    @property
    def is_to_come(self):
        return self.membership.starts_on > timezone.localdate()


def team(project, user):
    """(memberships in force or to come, those that ended lately), as far as the user's own reach."""
    held = [m for m in memberships_with(user, Permission.TEAM_MANAGE) if m.project_id == project.pk]
    everybody = (
        Membership.objects.filter(project=project).with_parts().order_by(swedish_order("user__full_name"))
    )
    now = [_line(m, held, user) for m in everybody.not_over() if _reaches(held, m)]
    over = everybody.exclude(pk__in=everybody.not_over().order_by().values("pk"))
    ended = [m for m in over.order_by("-ends_on", "-pk")[:ENDED_SHOWN] if _reaches(held, m)]
    return now, ended


def invitations(project, user):
    """Those that wait for an answer, or have waited too long, as far as the user's own reach."""
    held = [m for m in memberships_with(user, Permission.TEAM_MANAGE) if m.project_id == project.pk]
    return [i for i in Invitation.objects.open().filter(project=project).with_parts() if _reaches(held, i)]


def open_review(project, user):
    """The review that waits for the reader's answers, or None."""
    if not may(user, Permission.TEAM_REVIEW, project):
        return None
    current = review.current_review(project)
    return current if current and current.finished_at is None else None


def answered(current):
    """What has been answered in a review, the latest first."""
    names = [f"membership__{name}" for name in ("user", "sub_project", "municipality", "intervention")]
    return current.answers.select_related("answered_by", *names).order_by("-answered_at", "-pk")


def _reaches(held, grant):
    return any(covers(mine, grant) for mine in held)


def _line(membership, held, user):
    is_own = membership.user_id == user.pk
    within = any(covers(mine, membership) and allows(mine, Permission.TEAM_MANAGE) for mine in held)
    return Line(membership, may_change=within and not is_own, may_end=within or is_own)
