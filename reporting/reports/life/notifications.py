"""Notifications of the steps of reports: to responsible officers of the funders, leaders, or those who sign."""

from django.utils.translation import gettext_lazy

from accounts.database_access import system_scope
from accounts.models import User
from accounts.notifications.actions import notify
from accounts.notifications.emails import compose_email
from accounts.notifications.kinds import Channel, NotificationKind
from accounts.permissions import Role
from projects.team.models import Membership
from reporting.reports.life.states import State, Step
from reporting.reports.models import ReportEvent

TEMPLATE = "reporting/reports/emails/step.txt"
TEXTS = {
    Step.SUBMIT: gettext_lazy("A report of %(project)s has been handed in."),
    Step.READY: gettext_lazy("A report of %(project)s waits for your signature."),
    Step.SIGN: gettext_lazy("A report of %(project)s is signed, and can be submitted."),
    Step.REOPEN: gettext_lazy("A report of %(project)s was taken back to draft."),
    Step.RETURN: gettext_lazy("A report of %(project)s was returned for completion."),
    Step.APPROVE: gettext_lazy("A report of %(project)s was approved."),
}
TO_LEADERS = (Step.SIGN, Step.REOPEN, Step.RETURN, Step.APPROVE)
# A step from which the report has gone on is no news: withdrawn, answered, or back to draft.
NEWS_IN = {
    Step.SUBMIT: State.SUBMITTED,
    Step.READY: State.READY,
    Step.SIGN: State.SIGNED,
    Step.REOPEN: State.DRAFT,
}


def _email(row):
    events = ReportEvent.objects.select_related("report__project").defer("report__figures")
    event = events.filter(pk=row.event).first()
    if event is None or event.report.state != NEWS_IN.get(event.step, event.report.state):
        return None
    report = event.report
    context = {"step": event.step, "report": report, "due_on": event.due_on}
    return compose_email(TEMPLATE, {"project": report.project.display_name, **context})


STEPS = NotificationKind(
    key="reports.step",
    label=gettext_lazy("Steps of reports"),
    default=Channel.AT_ONCE,
    roles=(Role.PROJECT_LEADER, Role.FUNDER, Role.REPRESENTATIVE),
    of_whole_project=True,
    text=lambda row: TEXTS[row.details["step"]] % {"project": row.project_name},
    email=_email,
)


def tell_of_step(event, *, by):
    if event.step not in TEXTS:
        return
    report = event.report
    notify(
        _readers(event),
        kind=STEPS,
        event=str(event.pk),
        by=by,
        project=report.project,
        target="reports:detail",
        arguments=[report.project.slug, report.public_id],
        step=event.step,
    )


@system_scope()
def _readers(event):
    held = Membership.objects.in_force().filter(project=event.report.project, user__is_active=True)
    if event.step in TO_LEADERS:
        readers = held.leading().values("user")
    elif event.step == Step.SUBMIT:
        officers = held.filter(role=Role.FUNDER).select_related("user")
        readers = _informed_officers(officers) | _returned_by(event.report, officers)
    else:
        readers = held.filter(role=Role.REPRESENTATIVE).values("user")
    return list(User.objects.filter(pk__in=readers).order_by("pk"))


def _returned_by(report, officers):
    """Return the key of the officer whose return the report answers, who may not be the responsible one."""
    returns = ReportEvent.objects.filter(report=report.replaces_id, step=Step.RETURN).values("by")
    return {each.user_id for each in officers.filter(user__in=returns)}


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
