"""Notifications of months that are to be sent."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.database_access import system_scope, whole_project_access
from accounts.models import User
from accounts.notifications.actions import notify, withdraw
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Role
from esfportal.ui.formats import date_text, month_text
from projects.models import Project
from projects.team.models import Membership
from reporting.statistics.access import lacking_authorisation
from reporting.statistics.duties.unsent import due_months
from reporting.statistics.models import MonthlyFile
from reporting.statistics.monthly.months import due_on
from reporting.statistics.monthly.states import first_to_send_again
from reporting.statistics.overview import Overview

SOON = timedelta(days=7)
REMINDED_OF_LATE = timedelta(days=30)
OPENED, BEFORE, LATE, AGAIN = "opened", "before", "late", "again"


def _text(row):
    month = date.fromisoformat(row.details["month"])
    text = {
        OPENED: _("The monthly file to SCB of %(project)s for %(month)s can be prepared. It is due %(day)s."),
        BEFORE: _("The monthly file to SCB of %(project)s for %(month)s is not sent. It is due %(day)s."),
        LATE: _("The monthly file to SCB of %(project)s for %(month)s is late. It was due %(day)s."),
        AGAIN: _(
            "What was sent to SCB of %(project)s has been corrected. From %(month)s on, the files are to be sent again."
        ),
    }[row.details["occasion"]]
    return text % {
        "project": row.project_name,
        "month": month_text(month),
        "day": date_text(due_on(month)),
    }


MONTHS = NotificationKind(
    key="statistics.months",
    label=gettext_lazy("Monthly files to SCB"),
    default=Channel.DIGEST,
    roles=(Role.PROJECT_LEADER,),
    of_whole_project=True,
    text=_text,
)


def occasion_of(month, today):
    """Return which reminder is due, or ""."""
    left = due_on(month) - today
    if left < timedelta():
        return LATE if -left <= REMINDED_OF_LATE else ""
    return BEFORE if left <= SOON else OPENED


@system_scope()
def remind(today=None):
    today = today or timezone.localdate()
    for due in due_months(Project.objects.all(), today):
        for month in due.months:
            if occasion := occasion_of(month, today):
                _notify(due.project, month, occasion, _leaders(due.project))
    for project in Project.objects.filter(pk__in=MonthlyFile.objects.values("project")).order_by("pk"):
        _remind_again(project, today)


def _remind_again(project, today):
    overview = Overview(project, today)
    with whole_project_access(project):
        # Leaders without authorisation are not notified: it would tell of a protected record (ADR 182).
        leaders = [user for user in _leaders(project) if not lacking_authorisation(user, project)]
        month = first_to_send_again(overview.states) if leaders else None
    event = _event(project, month, AGAIN, overview.latest[month].pk) if month else ""
    # My day shows them: a correction that was undone takes its notification with it.
    withdraw(MONTHS, project, but=event, occasion=AGAIN)
    if month:
        _notify(project, month, AGAIN, leaders, version=overview.latest[month].pk)


def _leaders(project):
    held = Membership.objects.in_force().filter(project=project).leading()
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def _event(project, month, occasion, version):
    return f"{project.pk} {month.isoformat()} {occasion} {version}"


def _notify(project, month, occasion, leaders, *, version=""):
    event = _event(project, month, occasion, version)
    about = {"project": project, "target": "statistics:months", "arguments": [project.slug]}
    details = {"month": month.isoformat(), "occasion": occasion}
    notify(leaders, kind=MONTHS, event=event, by=None, **about, **details)
