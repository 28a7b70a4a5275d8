"""A project's history in words: its facts, targets, parts, partners, money and team."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.history import MembershipHistory
from esfportal.changes import Told
from esfportal.formats import date_iso, money
from esfportal.history import Label
from projects.models import (
    BudgetLineHistory,
    EventHistory,
    FinancingEntryHistory,
    FinancingLineHistory,
    InterventionEmployerHistory,
    InterventionHistory,
    PhaseHistory,
    ProjectHistory,
    ProjectMunicipalityHistory,
    ProjectOrganisationHistory,
    ProjectTextHistory,
    SubProjectEmployerHistory,
    SubProjectHistory,
    TargetGroupHistory,
    TargetHistory,
)

# What may be asked for, and the tables that tell of it.
ABOUT = {
    "facts": (gettext_lazy("facts"), (ProjectHistory, PhaseHistory, EventHistory)),
    "texts": (gettext_lazy("public texts"), (ProjectTextHistory,)),
    "targets": (gettext_lazy("targets and target groups"), (TargetHistory, TargetGroupHistory)),
    "parts": (
        gettext_lazy("interventions and sub-projects"),
        (InterventionHistory, SubProjectHistory, InterventionEmployerHistory, SubProjectEmployerHistory),
    ),
    "partners": (gettext_lazy("partners"), (ProjectOrganisationHistory, ProjectMunicipalityHistory)),
    "money": (gettext_lazy("money"), (BudgetLineHistory, FinancingLineHistory, FinancingEntryHistory)),
    "team": (gettext_lazy("the team"), (MembershipHistory,)),
}
NAMED_BY = ("name", "label", "code")  # the first of these that a row has
LANGUAGES = {"sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}
POINTS_AT = ("user", "organisation", "municipality")


def changes(project, *, about="", since=None, until=None):
    """The latest changes of a project, and whether there are older ones; `since` and `until` are days."""
    tables = ABOUT[about][1] if about else [table for _label, found in ABOUT.values() for table in found]
    told = Told(*(_within(_events(table, project), since, until) for table in tables), unnamed=("project",))
    return told.changes(lambda event, before: _deeds(told, event, before)), told.is_cut


def _events(table, project):
    """A table's events that are the project's; what hangs on a row of its, by that row's own history."""
    if table is ProjectHistory:
        return table.objects.filter(id=project.pk)
    through = {
        FinancingEntryHistory: ("line_id__in", FinancingLineHistory),
        InterventionEmployerHistory: ("intervention_id__in", InterventionHistory),
        SubProjectEmployerHistory: ("subproject_id__in", SubProjectHistory),
    }
    if table in through:
        lookup, parent = through[table]
        return table.objects.filter(**{lookup: parent.objects.filter(project=project).values("id")})
    return table.objects.filter(project=project)


def _within(events, since, until):
    if since:
        events = events.filter(pgh_created_at__date__gte=since)
    return events.filter(pgh_created_at__date__lte=until) if until else events


def _deeds(told, event, before):
    what = _name(told, event)
    if event.pgh_label == Label.INSERT:
        yield _("added %(what)s") % {"what": what}
    elif event.pgh_label == Label.DELETE:
        yield _("removed %(what)s") % {"what": what}
    elif event.pgh_label == Label.UPDATE:
        for difference in told.differences(event, before):
            yield difference if isinstance(event, ProjectHistory) else f"{difference} ({what})"


def _name(told, event):
    """The kind of thing and what it is called: "target: Participants"."""
    kind = event.pgh_tracked_model._meta.verbose_name
    if isinstance(event, InterventionEmployerHistory | SubProjectEmployerHistory):
        kind = _("employer partner")
    if isinstance(event, FinancingEntryHistory):
        return f"{kind}: {date_iso(event.booked_on)} {money(event.amount)}"
    names = [told.text(name, event) for name in NAMED_BY if getattr(event, name, "")][:1]
    names += [str(told.named(name, event) or "") for name in POINTS_AT if hasattr(event, f"{name}_id")]
    names += [told.text(name, event) for name in ("kind", "role", "source") if hasattr(event, name)]
    if isinstance(event, ProjectTextHistory):
        names = [f"{told.text('section', event)} {LANGUAGES[event.language]}"]
    return f"{kind}: {', '.join(filter(None, names))}" if any(names) else str(kind)
