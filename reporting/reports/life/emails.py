"""E-mails about the steps of reports: to the responsible officers of the funders, the leaders, or those who sign."""

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
    held = Membership.objects.in_force().filter(project=report.project, user__is_active=True)
    if event.step in TO_LEADERS:
        readers = held.leading().values("user")
    elif event.step in TO_FUNDERS:
        readers = _informed_officers(held.filter(role=Role.FUNDER).select_related("user"))
    else:
        readers = held.filter(role=Role.REPRESENTATIVE).values("user")
    informed = ReportEmail.objects.filter(event=event).values("user")
    return list(User.objects.filter(pk__in=readers).exclude(pk__in=informed).order_by("pk"))


def _informed_officers(roles):
    """Return the keys of the users: an organisation's responsible officer alone, or else all its officers."""
    # One who has changed organisation answers for neither.
    responsible = [
        each
        for each in roles
        if each.responsible_for_id and each.responsible_for_id == each.user.organisation_id
    ]
    answered_for = {each.responsible_for_id for each in responsible}
    others = [each for each in roles if each.user.organisation_id not in answered_for]
    return {each.user_id for each in (*responsible, *others)}


@system_scope()
def _send(event, user):
    # A second task waits for the row of the first. When sending fails, the row is rolled back.
    _row, is_new = ReportEmail.objects.get_or_create(event=event, user=user)
    if is_new:
        context = {"step": event.step, "report": event.report, "due_on": event.due_on}
        send_email(user.email, user.language, TEMPLATE, event.report.project, context)
