"""E-mails about reports that are due: some days before, and when they are late. They name no person."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.database_access import system_scope
from accounts.models import User
from accounts.permissions import Role
from projects.models import ReportDuty
from projects.team.emails import send_email
from projects.team.models import Membership
from reporting.reports.duties.states import not_submitted
from reporting.reports.models import DutyReminder

logger = logging.getLogger(__name__)
LATE = "late"
REMINDED_OF_LATE = timedelta(days=30)  # a duty entered long after its day is in the list, and no news
TEMPLATE = "reporting/reports/emails/duty.txt"


def occasion_of(due_on, *, today, days_before):
    """Return which reminder is due: the number of days before as text, LATE, or ""."""
    if due_on < today:
        return LATE if today - due_on <= REMINDED_OF_LATE else ""
    # A day on which no task ran is made up for, and what was missed before it is not.
    reached = [days for days in days_before if due_on - today <= timedelta(days)]
    return str(min(reached)) if reached else ""


def send_due(today=None):
    """Send each reminder that is due once to each reader. A second run, even at the same time, repeats none."""
    today = today or timezone.localdate()
    with system_scope():
        waiting = [(duty.pk, user) for duty in _due(today) for user in _readers(duty, _occasion(duty, today))]
    for duty_pk, user in waiting:
        try:
            _remind(duty_pk, user, today)
        except OSError:  # not logged: the mail server's message may contain the address
            logger.error("A reminder of report duty %s could not be sent.", duty_pk)


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
    readers = leaders | funders if occasion == LATE else leaders
    reminded = DutyReminder.objects.filter(duty=duty, due_on=duty.due_on, occasion=occasion)
    return list(
        User.objects.filter(readers, is_active=True).exclude(pk__in=reminded.values("user")).order_by("pk")
    )


@system_scope()
def _remind(duty_pk, user, today):
    # Locked, so that two tasks at once send one e-mail. When sending fails, the row is rolled back.
    locked = ReportDuty.objects.select_for_update(of=("self",), no_key=True).select_related("project")
    duty = not_submitted(locked.filter(pk=duty_pk)).first()
    occasion = duty and _occasion(duty, today)
    if not occasion:  # submitted, removed or postponed since
        return
    reminder = {"duty": duty, "user": user, "occasion": occasion, "due_on": duty.due_on}
    _row, is_new = DutyReminder.objects.get_or_create(**reminder)
    if is_new:
        context = {"duty": duty, "is_late": occasion == LATE}
        send_email(user.email, user.language, TEMPLATE, duty.project, context)
