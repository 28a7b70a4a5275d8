"""Notifications about a project's team. They name no person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.notifications.actions import notify
from accounts.notifications.emails import compose_email
from accounts.notifications.kinds import ALWAYS, Channel, NotificationKind
from accounts.permissions import Permission, Role, roles_with
from projects.team.models import Membership, TeamReview

ACCEPTED = NotificationKind(
    key="team.accepted",
    label=gettext_lazy("Your invitations that were accepted"),
    default=Channel.BELL,
    roles=(*roles_with(Permission.TEAM_MANAGE), Role.FUNDER),
    text=lambda row: _("An invitation of yours to %(project)s was accepted.") % {"project": row.project_name},
)


def _role_text(row):
    role = Role(row.details["role"]).label
    if row.project is None:
        return _("You have been given a role in esfportal: %(role)s.") % {"role": role}
    return _("You have been given a role in %(project)s: %(role)s.") % {
        "project": row.project_name,
        "role": role,
    }


GIVEN = NotificationKind(
    key="team.given",
    label=gettext_lazy("Roles that you are given"),
    default=Channel.AT_ONCE,
    text=_role_text,
)

OPENED, OVERDUE = "opened", "overdue"
REVIEW_TEXTS = {
    OPENED: gettext_lazy("It is time to review who has a role in %(project)s."),
    OVERDUE: gettext_lazy("Not all roles in %(project)s have been confirmed yet."),
}
REVIEW_EMAILS = {
    OPENED: "projects/team/emails/review.txt",
    OVERDUE: "projects/team/emails/review_reminder.txt",
}


def _review_email(row):
    current = TeamReview.objects.current().unfinished().select_related("project")
    review = current.filter(pk=row.details["review"]).first()
    if review is None:  # finished, or replaced by the next quarter's
        return None
    context = {"project": review.project.display_name, "review": review}
    return compose_email(REVIEW_EMAILS[row.details["occasion"]], context)


REVIEW = NotificationKind(
    key="team.review",
    label=gettext_lazy("Team reviews to make"),
    default=Channel.AT_ONCE,
    channels=ALWAYS,  # roles that are not right any more stay in force until a leader looks
    roles=tuple(roles_with(Permission.TEAM_REVIEW)),
    of_whole_project=True,
    text=lambda row: REVIEW_TEXTS[row.details["occasion"]] % {"project": row.project_name},
    email=_review_email,
)
KINDS_OF_TEAM = (ACCEPTED, GIVEN, REVIEW)


def tell_inviter(invitation, *, by):
    page = {"target": "team:team", "arguments": [invitation.project.slug]}
    event, project = str(invitation.pk), invitation.project
    notify([invitation.invited_by], kind=ACCEPTED, event=event, by=by, project=project, **page)


def tell_of_role(membership, *, by):
    """Notify a user who is given a role without an invitation."""
    project = membership.project
    page = {"target": "projects:detail", "arguments": [project.slug]} if project else {}
    role = membership.role
    notify([membership.user], kind=GIVEN, event=str(membership.pk), by=by, project=project, role=role, **page)


def tell_of_review(review, occasion):
    leading = Membership.objects.in_force().leading().filter(project=review.project)
    notify(
        [each.user for each in leading.select_related("user")],
        kind=REVIEW,
        event=f"{review.pk} {occasion}",
        by=None,
        project=review.project,
        target="team:team_review",
        arguments=[review.project.slug],
        review=review.pk,
        occasion=occasion,
    )
