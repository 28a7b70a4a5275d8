"""E-mails about the steps of reports: to the funders when one is submitted, to the leaders when it is answered."""

import logging
from datetime import timedelta

from django.utils import timezone

from accounts.database_access import system_scope
from accounts.models import User
from accounts.permissions import Role
from projects.team.emails import send_email
from projects.team.models import Membership
from reporting.reports.life.states import State, Step
from reporting.reports.models import ReportEmail, ReportEvent

logger = logging.getLogger(__name__)
SENT_FOR = timedelta(days=7)  # an older step is in the lists, and no news
TEMPLATE = "reporting/reports/emails/step.txt"
TO_FUNDERS = (Step.SUBMIT,)
TO_REPRESENTATIVES = (Step.READY,)
TO_LEADERS = (Step.SIGN, Step.REOPEN, Step.RETURN, Step.APPROVE)
# A step from which the report has gone on is no news: withdrawn, answered, or back to draft.
NEWS_IN = {
    Step.SUBMIT: State.SUBMITTED,
    Step.READY: State.READY,
    Step.SIGN: State.SIGNED,
    Step.REOPEN: State.DRAFT,
}


def send_waiting(now=None):
    """Send the e-mails that have not been sent. A second run, even at the same time, repeats none."""
    since = (now or timezone.now()) - SENT_FOR
    with system_scope():
        events = ReportEvent.objects.filter(
            at__gte=since, step__in=(*TO_FUNDERS, *TO_REPRESENTATIVES, *TO_LEADERS)
        )
        waiting = [
            (event, user)
            for event in events.select_related("report__project").defer("report__figures")
            for user in _readers(event)
        ]
    for event, user in waiting:
        try:
            _send(event, user)
        except OSError:  # not logged: the mail server's message may contain the address
            logger.error("An e-mail about step %s of a report could not be sent.", event.pk)


def _readers(event):
    report = event.report
    if report.state != NEWS_IN.get(event.step, report.state):
        return []
    held = Membership.objects.in_force().filter(project=report.project)
    if event.step in TO_LEADERS:
        held = held.leading()
    else:
        held = held.filter(role=Role.FUNDER if event.step in TO_FUNDERS else Role.REPRESENTATIVE)
    informed = ReportEmail.objects.filter(event=event).values("user")
    found = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=informed)
    return list(found.order_by("pk"))


@system_scope()
def _send(event, user):
    # A second task waits for the row of the first. When sending fails, the row is rolled back.
    _row, is_new = ReportEmail.objects.get_or_create(event=event, user=user)
    if is_new:
        context = {"step": event.step, "report": event.report, "due_on": event.due_on}
        send_email(user.email, user.language, TEMPLATE, event.report.project, context)
