"""Reports that were received, and reports to hand in that are expected, as rows of one list."""

from collections import namedtuple
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from accounts.access import is_administrator, memberships_with
from accounts.permissions import Permission
from esfportal.database.prepared_statement import Parameter, prepared_sql
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.formats import period
from projects.models import Project, ReportDuty, ReportKind
from reporting.reports.duties.states import APPROACHING, STATE_STYLES, DutyState, state_expression
from reporting.reports.life.states import STATE_STYLES as REPORT_STYLES
from reporting.reports.life.states import State
from reporting.reports.models import Report
from reporting.reports.oversight.officers import Officer
from reporting.reports.querysets import kept_by

# First what waits for the funder, then what the projects have to do, then what is finished.
ORDER = (
    DutyState.SUBMITTED,
    DutyState.OVERDUE,
    DutyState.RETURNED,
    DutyState.APPROACHING,
    DutyState.COMING,
    DutyState.APPROVED,
    State.WITHDRAWN,
)
LABELS = dict([*DutyState.choices, (State.WITHDRAWN.value, State.WITHDRAWN.label)])
STYLES = {state: STATE_STYLES.get(state) or REPORT_STYLES[state] for state in ORDER}
SORTS = {
    "state": "rank",
    "project": "project_key",
    "period": "ends_on",
    "due": "due_on",
    "submitted": "submitted_at",
}
COLUMNS = ("project_id", "kind", "starts_on", "ends_on", "due_on", "report_pk", "submitted_at", "state")


@dataclass(frozen=True)
class ExpectedRow:
    """A report to hand in with the report that was submitted for it, or a report that no duty asked for."""

    project: Project
    url: str  # of the report, or of the project's reports to hand in, where the user may open it
    kind: str
    starts_on: date
    ends_on: date
    due_on: date | None
    submitted_at: datetime | None
    state: str
    officers: list[Officer] | None = None  # the responsible ones; None where the user is not told

    def __str__(self):
        return f"{self.kind_label} {period(self.starts_on, self.ends_on)}"

    @property
    def kind_label(self):
        return capfirst(ReportKind(self.kind).label)

    @property
    def state_label(self):
        return LABELS[self.state]

    @property
    def style(self):
        return STYLES[self.state]

    @property
    def days_waited(self):
        """Return for how many days the report has waited for an answer, None if it does not wait."""
        if self.state != DutyState.SUBMITTED:
            return None
        return (timezone.localdate() - timezone.localdate(self.submitted_at)).days


def followed_projects(user):
    """Return the projects whose reports to hand in the user follows: as leader, funder or administrator."""
    if is_administrator(user):
        return Project.objects.visible_to(user)
    return Project.objects.filter(
        pk__in={m.project_id for m in memberships_with(user, Permission.REPORT_PLAN)}
    )


def listed_projects(user):
    """Return the followed projects, and those whose reports the user has kept, by primary key."""
    kept = Report.objects.kept_by(user).order_by().values("project")
    found = Project.objects.filter(Q(pk__in=followed_projects(user).values("pk")) | Q(pk__in=kept))
    return found.only("slug", "name", "name_en", "short_name", "short_name_en", "starts_on", "ends_on")


class ExpectedList:
    """The two querysets that make up the list: duties, and reports for which there is no duty."""

    def __init__(self, user, *, today=None):
        self.today = today or timezone.localdate()
        self.latest_approaching = self.today + APPROACHING
        followed = followed_projects(user)
        self.duties = ReportDuty.objects.filter(project__in=followed)
        self.reports = Report.objects.in_scope_of(user).filter(Q(project__in=followed) | kept_by(user))

    def filter(self, *args, **conditions):
        """Keep rows by fields that duties and reports have in common."""
        self.duties = self.duties.filter(*args, **conditions)
        self.reports = self.reports.filter(*args, **conditions)

    def rows(self, sort="state", *, states=()):
        """Return named tuples of COLUMNS, sorted by a name of SORTS, descending after a "-"."""
        parts = [self._duty_rows(), self._report_rows()]
        if states:
            parts = [part.filter(state__in=states) for part in parts]
        column = F(SORTS[sort.removeprefix("-")])
        chosen = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
        names = (*COLUMNS, "rank", "project_key")
        duties, reports = (part.order_by().values_list(*names, named=True) for part in parts)
        last = ("due_on", "submitted_at", "project_key", "-ends_on", "kind", "starts_on")
        return duties.union(reports, all=True).order_by(chosen, *last)

    def _duty_rows(self):
        latest = Report.objects.submitted().filter(**_same_period()).order_by("-submitted_at", "-pk")
        handed_in = latest.annotate(handed_in=_state_of_report()).values("handed_in")
        found = self.duties.annotate(
            report_pk=Subquery(latest.values("pk")[:1]),
            submitted_at=Subquery(latest.values("submitted_at")[:1]),
            handed_in=Subquery(handed_in[:1]),
        )
        return _ranked(found.annotate(state=state_expression(self.today, self.latest_approaching)))

    def _report_rows(self):
        later = Report.objects.filter(**_same_period(), submitted_at__gt=OuterRef("submitted_at"))
        came_in = Q(status="submitted") & ~Exists(ReportDuty.objects.filter(**_same_period()))
        # Of a withdrawn report with a duty there are two rows: what was taken back, and what is to come.
        withdrawn = Q(status="withdrawn") & ~Exists(later)
        found = self.reports.filter((came_in & ~Exists(later.submitted())) | withdrawn).annotate(
            due_on=Value(None, output_field=ReportDuty._meta.get_field("due_on")),
            report_pk=F("pk"),
            state=_state_of_report(),
        )
        return _ranked(found)


class _OfProject(ExpectedList):
    """The list of one project, as a statement with parameters."""

    def __init__(self, *, sees_drafts):
        self.today, self.latest_approaching = (Parameter(name, DateField()) for name in ("today", "soon"))
        project = Parameter("project", BigIntegerField())
        self.duties = ReportDuty.objects.filter(project=project)
        self.reports = Report.objects.filter(project=project)
        if not sees_drafts:
            self.reports = self.reports.submitted()


def due_rows(project, user, states):
    """Return the rows in these states of a project that the user plans reports in, by due day."""
    sees_drafts = any(
        m.project_id == project.pk for m in memberships_with(user, Permission.REPORT_VIEW_DRAFT)
    )
    row, sql = _due_statement(tuple(states), sees_drafts, get_language())
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(sql, {"project": project.pk, "today": today, "soon": today + APPROACHING})
        return [row(*found) for found in cursor.fetchall()]


# Composed once in each process (ADR 99), because composing it takes longer than running it.
@cache
def _due_statement(states, sees_drafts, language):  # the language is that of the names in it
    queryset = _OfProject(sees_drafts=sees_drafts).rows("due", states=states)
    return namedtuple("DueRow", (*COLUMNS, "rank", "project_key")), prepared_sql(queryset)


def _same_period():
    return {name: OuterRef(name) for name in ("project", "kind", "starts_on", "ends_on")}


def _state_of_report():
    return Coalesce(NullIf("answer", Value("")), "status", output_field=CharField())


def _ranked(rows):
    # Not a Case: each of its conditions would repeat the whole expression of the state, with its subqueries.
    order = Value([str(state) for state in ORDER])
    rank = Func(order, F("state"), function="array_position", output_field=IntegerField())
    name = by_shown_name("project__", short=True)
    return rows.annotate(rank=rank, project_key=name)


def shown_rows(found, projects, officers, user):
    """Return an ExpectedRow for each tuple; the reports that the user may open take one statement."""
    found = list(found)
    reports = Report.objects.visible_to(user).order_by().values_list("pk", "public_id")
    may_open = dict(reports.filter(pk__in={row.report_pk for row in found if row.report_pk}))
    planned = {m.project_id for m in memberships_with(user, Permission.REPORT_PLAN)}
    return [
        _shown(row, projects[row.project_id], may_open.get(row.report_pk), planned, officers) for row in found
    ]


def _shown(row, project, public_id, planned, officers):
    url = ""
    if public_id:
        url = reverse("reports:detail", args=[project.slug, public_id])
    elif project.pk in planned:
        url = duties_url(project)
    return ExpectedRow(project, url, *row[1:5], row.submitted_at, row.state, officers.get(row.project_id))


def shown_duties(found, projects):
    """Return an ExpectedRow for each tuple, each with the address of the project's reports to hand in."""
    shown = [(row, projects[row.project_id]) for row in found]
    return [
        ExpectedRow(project, duties_url(project), *row[1:5], row.submitted_at, row.state)
        for row, project in shown
    ]


def duties_url(project):
    return reverse("reports:duties", args=[project.slug])
