"""A project's history in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit.history_text import HistoryText
from accounts.audit.row_history import Label
from esfportal.languages import in_language
from esfportal.ui.formats import date_iso, money, period
from esfportal.ui.plain_text import isolated
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
    ReportDutyHistory,
    SubProjectEmployerHistory,
    SubProjectHistory,
    TargetGroupHistory,
    TargetHistory,
)

# The subjects to filter the history by, each with its label and history models. Apps above add their own
# in AppConfig.ready().
SUBJECTS = {
    "facts": (gettext_lazy("facts"), (ProjectHistory, PhaseHistory, EventHistory)),
    "texts": (gettext_lazy("public texts"), (ProjectTextHistory,)),
    "targets": (gettext_lazy("targets and target groups"), (TargetHistory, TargetGroupHistory)),
    "parts": (
        gettext_lazy("interventions and sub-projects"),
        (InterventionHistory, SubProjectHistory, InterventionEmployerHistory, SubProjectEmployerHistory),
    ),
    "partners": (gettext_lazy("partners"), (ProjectOrganisationHistory, ProjectMunicipalityHistory)),
    "money": (gettext_lazy("money"), (BudgetLineHistory, FinancingLineHistory, FinancingEntryHistory)),
    "reports": (gettext_lazy("reports to hand in"), (ReportDutyHistory,)),
}
# A row is named by the first of these that is filled in.
NAME_FIELDS = ("name", "label", "measure", "code", "year", "subjects")
LANGUAGES = {"sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}
NAMED_FOREIGN_KEYS = ("user", "organisation", "municipality")
PARTS = ("sub_project", "intervention")  # in which a person has a role


def project_changes(project, *, about="", since=None, until=None):
    """Return (the latest changes, True if there are older ones) between two days, inclusive."""
    subjects = [SUBJECTS[about]] if about else SUBJECTS.values()
    events = [
        _within(_events(table, project), since, until) for _label, tables in subjects for table in tables
    ]
    history_text = HistoryText(*events, skip_relations=("project",))
    changes = history_text.entries(lambda event, before: _sentences(history_text, event, before))
    return changes, history_text.is_truncated


def _events(table, project):
    if table is ProjectHistory:
        return table.objects.filter(id=project.pk)
    # Rows without a foreign key to the project: their parent may be deleted, but its history is not.
    parents = {
        FinancingEntryHistory: ("line_id__in", FinancingLineHistory),
        InterventionEmployerHistory: ("intervention_id__in", InterventionHistory),
        SubProjectEmployerHistory: ("subproject_id__in", SubProjectHistory),
    }
    if table in parents:
        lookup, parent = parents[table]
        return table.objects.filter(**{lookup: parent.objects.filter(project=project).values("id")})
    found = table.objects.filter(project=project)
    if hasattr(table, "is_from_sheet"):  # of one participant
        found = found.exclude(is_from_sheet=True)
    return found


def _within(events, since, until):
    if since:
        events = events.filter(pgh_created_at__date__gte=since)
    return events.filter(pgh_created_at__date__lte=until) if until else events


def _sentences(history_text, event, before):
    what = _name(history_text, event)
    if event.pgh_label == Label.INSERT:
        yield _("added %(what)s") % {"what": what}
    elif event.pgh_label == Label.DELETE:
        yield _("removed %(what)s") % {"what": what}
    elif event.pgh_label == Label.UPDATE:
        for difference in history_text.differences(event, before):
            yield difference if isinstance(event, ProjectHistory) else f"{difference} ({what})"


def removed_item_name(event):
    """Return the name of a removed item, from the event of its removal."""
    events = type(event).objects.filter(pk=event.pk)
    return _name(HistoryText(events, skip_relations=("project",)), event)


def _name(history_text, event):
    """Return the row's model and name: "target: Participants"."""
    kind = event.pgh_tracked_model._meta.verbose_name
    if isinstance(event, InterventionEmployerHistory | SubProjectEmployerHistory):
        kind = _("employer partner")
    if isinstance(event, FinancingEntryHistory):
        return f"{kind}: {date_iso(event.booked_on)} {money(event.amount)}"
    if isinstance(event, ReportDutyHistory):
        return f"{kind}: {history_text.text('kind', event)} {period(event.starts_on, event.ends_on)}"
    names = [
        history_text.text(_name_field(name, event), event) for name in NAME_FIELDS if getattr(event, name, "")
    ][:1]
    names += [
        isolated(history_text.related_object(name, event) or "")
        for name in (*NAMED_FOREIGN_KEYS, *(PARTS if hasattr(event, "role") else ()))
        if hasattr(event, f"{name}_id")
    ]
    names += [history_text.text(name, event) for name in ("kind", "role", "source") if hasattr(event, name)]
    if isinstance(event, ProjectTextHistory):
        names = [f"{history_text.text('section', event)} {LANGUAGES[event.language]}"]
    return f"{kind}: {', '.join(filter(None, names))}" if any(names) else str(kind)


def _name_field(name, event):
    english = f"{name}_en"
    return in_language(name, english if getattr(event, english, "") else "")
