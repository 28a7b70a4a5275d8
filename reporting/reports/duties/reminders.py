"""Notifications of reports that are due: some days before, and when they are late. They name no person."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.database_access import system_scope
from accounts.models import User
from accounts.notifications.actions import notify
from accounts.notifications.emails import compose_email
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Role
from esfportal.ui.formats import date_text
from projects.models import ReportDuty
from projects.team.models import Membership
from reporting.reports.duties.states import not_submitted

LATE = "late"
REMINDED_OF_LATE = timedelta(days=30)  # a duty entered long after its day is in the list, and no news
TEMPLATE = "reporting/reports/emails/duty.txt"


def _text(row):
    day = date_text(date.fromisoformat(row.details["due_on"]))
    if row.details["occasion"] == LATE:
        text = _("A report of %(project)s has not been handed in. It was due %(day)s.")
    else:
        text = _("A report of %(project)s is to be handed in. It is due %(day)s.")
    return text % {"project": row.project_name, "day": day}


def _email(row):
    details = row.details
    waiting = not_submitted(ReportDuty.objects.filter(pk=details["duty"], due_on=details["due_on"]))
    duty = waiting.select_related("project").first()
    if duty is None:  # submitted, removed or postponed since
        return None
    context = {"duty": duty, "is_late": details["occasion"] == LATE, "project": duty.project.display_name}
    return compose_email(TEMPLATE, context)


DUE = NotificationKind(
    key="reports.due",
    label=gettext_lazy("Reports to hand in"),
    default=Channel.AT_ONCE,
    roles=(Role.PROJECT_LEADER, Role.FUNDER),
    of_whole_project=True,
    text=_text,
    email=_email,
)


def occasion_of(due_on, *, today, days_before):
    """Return which reminder is due: the number of days before as text, LATE, or ""."""
    if due_on < today:
        return LATE if today - due_on <= REMINDED_OF_LATE else ""
    # A day on which no task ran is made up for, and what was missed before it is not.
    reached = [days for days in days_before if due_on - today <= timedelta(days)]
    return str(min(reached)) if reached else ""


@system_scope()
def remind(today=None):
    """Notify each reader once of each reminder that is due; a new due day has reminders of its own."""
    today = today or timezone.localdate()
    for duty in _due(today):
        occasion = _occasion(duty, today)
        due_on = duty.due_on.isoformat()
        notify(
            _readers(duty, occasion),
            kind=DUE,
            event=f"{duty.pk} {due_on} {occasion}",
            by=None,
            project=duty.project,
            target="reports:duties",
            arguments=[duty.project.slug],
            duty=duty.pk,
            due_on=due_on,
            occasion=occasion,
        )


def _due(today):
    days = settings.REPORT_REMINDER_DAYS
    latest = today + timedelta(max(days, default=0))
    within = ReportDuty.objects.filter(due_on__gte=today - REMINDED_OF_LATE, due_on__lte=latest)
    found = not_submitted(within).select_related("project")
    return [duty for duty in found if _occasion(duty, today)]


def _occasion(duty, today):
    return occasion_of(duty.due_on, today=today, days_before=settings.REPORT_REMINDER_DAYS)


def _readers(duty, occasion):
    held = Membership.objects.in_force().filter(project=duty.project)
    leaders = Q(pk__in=held.leading().values("user"))
    funders = Q(pk__in=held.filter(role=Role.FUNDER).values("user"))
    return list(User.objects.filter(leaders | funders if occasion == LATE else leaders).order_by("pk"))
