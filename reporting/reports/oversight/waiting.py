"""Reports that wait for an answer or are due soon or late, for the start page and a project's overview."""

from collections import Counter
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.access import memberships_with
from accounts.permissions import Permission
from projects.models import Project
from reporting.reports.duties.states import DutyState
from reporting.reports.oversight.expected import ExpectedList, due_rows, shown_duties

MOST_SHOWN = 10


@dataclass(frozen=True)
class StateCount:
    state: str
    count: int
    text: str
    url: str


def waiting_context(request, project):
    """Return the context of `projects/_due_reports.html`: of one project, or of all without one."""
    planned = {m.project_id for m in memberships_with(request.user, Permission.REPORT_PLAN)}
    of_project = planned & {project.pk} if project else planned
    if not of_project:
        return {}
    # One statement for the counts and the rows.
    if project:
        found = due_rows(project, request.user, _texts())
    else:
        expected = ExpectedList(request.user)
        expected.filter(project__in=of_project)
        found = list(expected.rows("due", states=[*_texts()]))
    counts = Counter(row.state for row in found)
    due = [row for row in found if row.state != DutyState.SUBMITTED and row.due_on]
    return {
        "expected_counts": [
            _state_count(state, counts[state], project) for state in _texts() if counts[state]
        ],
        "due_reports": _with_projects(due[:MOST_SHOWN], project),
        "more_due_reports": len(due[MOST_SHOWN:]),
    }


def _with_projects(rows, project):
    if project:
        return shown_duties(rows, {project.pk: project})
    return shown_duties(rows, Project.objects.in_bulk({row.project_id for row in rows})) if rows else []


def _texts():
    """Return the words before the number, by state, for the states that ask for something."""
    return {
        DutyState.SUBMITTED: lambda count: ngettext(
            "report waits for an answer", "reports wait for an answer", count
        ),
        DutyState.OVERDUE: lambda count: ngettext("report is overdue", "reports are overdue", count),
        DutyState.RETURNED: lambda count: ngettext(
            "report was returned for completion", "reports were returned for completion", count
        ),
        DutyState.APPROACHING: lambda count: ngettext("report is due soon", "reports are due soon", count),
    }


def _state_count(state, count, project):
    query = QueryDict(mutable=True)
    query.update({**({"project": project.slug} if project else {}), "state": state.value})
    return StateCount(
        state, count, _texts()[state](count), f"{reverse('reports:expected')}?{query.urlencode()}"
    )
