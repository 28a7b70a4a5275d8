"""Reports due soon or late, for the start page and a project's overview."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.access import memberships_with
from accounts.permissions import Permission
from projects.models import ReportDuty
from reporting.reports.duties.states import STATE_STYLES, DutyState, due_until, state_of
from reporting.reports.life.states import State

MOST_SHOWN = 10


@dataclass(frozen=True)
class DueReport:
    duty: ReportDuty
    state: DutyState

    @property
    def style(self):
        return STATE_STYLES[self.state]

    @property
    def url(self):
        return reverse("reports:duties", args=[self.duty.project.slug])


def due_context(request, project):
    """Return the context of `projects/_due_reports.html`: of one project, or of all without one."""
    planned = {m.project_id for m in memberships_with(request.user, Permission.REPORT_PLAN)}
    of_project = planned & {project.pk} if project else planned
    if not of_project:
        return {}
    today = timezone.localdate()
    duties = due_until(ReportDuty.objects.filter(project__in=of_project), today).select_related("project")
    found = [DueReport(duty, _state(duty, today)) for duty in duties]
    return {"due_reports": found[:MOST_SHOWN], "more_due_reports": len(found[MOST_SHOWN:])}


def _state(duty, today):
    return state_of(duty.due_on, handed_in=State.RETURNED if duty.is_returned else None, today=today)
