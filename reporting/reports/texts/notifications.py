"""Notifications of comments on texts: to those who write the report, and back when a comment is done."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.database_access import system_scope
from accounts.models import User
from accounts.notifications.actions import notify
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Permission, Role, roles_with
from projects.team.models import Membership

COMMENTED = NotificationKind(
    key="reports.commented",
    label=gettext_lazy("Comments on reports that you write"),
    default=Channel.DIGEST,
    roles=(Role.PROJECT_LEADER,),
    of_whole_project=True,
    text=lambda row: (
        _("A colleague has commented on a text in a report of %(project)s.") % {"project": row.project_name}
    ),
)
DONE = NotificationKind(
    key="reports.comment_done",
    label=gettext_lazy("Your comments on reports that are done"),
    default=Channel.BELL,
    roles=tuple(roles_with(Permission.REPORT_COMMENT)),
    text=lambda row: (
        _("Your comment on a text in a report of %(project)s is marked as done.")
        % {"project": row.project_name}
    ),
)


def tell_writers(comment, *, by):
    notify(_writers(comment.report), kind=COMMENTED, event=str(comment.pk), by=by, **_page(comment))


def tell_commenter(comment, *, by):
    notify([comment.written_by], kind=DONE, event=str(comment.pk), by=by, **_page(comment))


@system_scope()
def _writers(report):
    """Return the leaders who began the report or have written in it; all leaders, where they have left."""
    leading = Membership.objects.in_force().leading().filter(project=report.project)
    leaders = User.objects.filter(pk__in=leading.values("user")).order_by("pk")
    written = report.texts.filter(changed_by__isnull=False).values("changed_by")
    return list(leaders.filter(Q(pk=report.created_by_id) | Q(pk__in=written))) or list(leaders)


def _page(comment):
    report = comment.report
    return {
        "project": report.project,
        "target": "reports:comments",
        "arguments": [report.project.slug, report.public_id],
    }
