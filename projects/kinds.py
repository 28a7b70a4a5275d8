"""What a project has many of and its leader edits in the same way: one entry a kind.

The kind stands in the address (/projects/kalmar/edit/targets/add/); the three views of
projects/views/editing.py serve every kind.
"""

from dataclasses import dataclass

from django.db.models import Model
from django.forms import ModelForm
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.forms import rows as forms
from projects.models import (
    BudgetLine,
    Event,
    FinancingLine,
    Intervention,
    Phase,
    ProjectMunicipality,
    ProjectOrganisation,
    SubProject,
    Target,
    TargetGroup,
)


@dataclass(frozen=True)
class RowKind:
    """related_name: the project's rows. page: the name of the page that shows them."""

    slug: str
    model: type[Model]
    form: type[ModelForm]
    related_name: str
    page: str
    section: str
    add: Promise

    def rows(self, project):
        return getattr(project, self.related_name).all()

    def page_url(self, project):
        return reverse(f"projects:{self.page}", args=[project.slug])

    def new_row(self, project):
        """A row that is not saved yet, last in the order where rows have one."""
        row = self.model(project=project)
        if hasattr(row, "position"):
            row.position = self.rows(project).count()
        return row


KINDS = {
    kind.slug: kind
    for kind in (
        RowKind("targets", Target, forms.TargetForm, "targets", "targets", "targets", _("Add a target")),
        RowKind(
            "target-groups",
            TargetGroup,
            forms.TargetGroupForm,
            "target_groups",
            "targets",
            "targets",
            _("Add a target group"),
        ),
        RowKind(
            "interventions",
            Intervention,
            forms.InterventionForm,
            "interventions",
            "interventions",
            "interventions",
            _("Add an intervention"),
        ),
        RowKind(
            "partners",
            ProjectOrganisation,
            forms.PartnerForm,
            "partners",
            "partners",
            "partners",
            _("Add a partner"),
        ),
        RowKind(
            "municipalities",
            ProjectMunicipality,
            forms.MunicipalityForm,
            "project_municipalities",
            "partners",
            "partners",
            _("Add a municipality"),
        ),
        RowKind(
            "sub-projects",
            SubProject,
            forms.SubProjectForm,
            "sub_projects",
            "partners",
            "partners",
            _("Add a sub-project"),
        ),
        RowKind(
            "budget-lines",
            BudgetLine,
            forms.BudgetLineForm,
            "budget_lines",
            "money",
            "money",
            _("Add a budget line"),
        ),
        RowKind(
            "financing",
            FinancingLine,
            forms.FinancingForm,
            "financing",
            "money",
            "money",
            _("Add a source of financing"),
        ),
        RowKind("phases", Phase, forms.PhaseForm, "phases", "about", "overview", _("Add a phase")),
        RowKind("events", Event, forms.EventForm, "events", "about", "overview", _("Add an event")),
    )
}


class KindConverter:
    """The kinds' names in addresses; another name is no address of the portal."""

    regex = "|".join(KINDS)

    def to_python(self, value):
        return KINDS[value]

    def to_url(self, value):
        return value.slug if isinstance(value, RowKind) else value
