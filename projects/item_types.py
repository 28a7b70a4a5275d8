"""Project items: what a project has many of and its leader edits in the same way."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.forms.items.component_forms import InterventionForm, SubProjectForm
from projects.forms.items.item_form import ProjectItemForm
from projects.forms.items.money_forms import BudgetLineForm, FinancingForm
from projects.forms.items.partner_forms import MunicipalityForm, PartnerForm
from projects.forms.items.schedule_forms import EventForm, PhaseForm
from projects.forms.items.target_forms import TargetForm, TargetGroupForm
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
class ItemType:
    slug: str  # in the URL: /projects/kalmar/edit/targets/add/
    model: type[Model]
    form: type[ProjectItemForm]
    related_name: str  # of the model's foreign key to the project
    page: str  # URL name of the page that shows the items
    section: str  # the part of the project's menu that is marked as current
    add_label: Promise

    def items(self, project):
        return getattr(project, self.related_name).all()

    def page_url(self, project):
        return reverse(f"projects:{self.page}", args=[project.slug])

    def new_item(self, project):
        item = self.model(project=project)
        if hasattr(item, "position"):
            item.position = self.items(project).count()
        return item


ITEM_TYPES = {
    item_type.slug: item_type
    for item_type in (
        ItemType(
            slug="targets",
            model=Target,
            form=TargetForm,
            related_name="targets",
            page="targets",
            section="targets",
            add_label=_("Add a target"),
        ),
        ItemType(
            slug="target-groups",
            model=TargetGroup,
            form=TargetGroupForm,
            related_name="target_groups",
            page="targets",
            section="targets",
            add_label=_("Add a target group"),
        ),
        ItemType(
            slug="interventions",
            model=Intervention,
            form=InterventionForm,
            related_name="interventions",
            page="interventions",
            section="interventions",
            add_label=_("Add an intervention"),
        ),
        ItemType(
            slug="partners",
            model=ProjectOrganisation,
            form=PartnerForm,
            related_name="partners",
            page="partners",
            section="partners",
            add_label=_("Add a partner"),
        ),
        ItemType(
            slug="municipalities",
            model=ProjectMunicipality,
            form=MunicipalityForm,
            related_name="project_municipalities",
            page="partners",
            section="partners",
            add_label=_("Add a municipality"),
        ),
        ItemType(
            slug="sub-projects",
            model=SubProject,
            form=SubProjectForm,
            related_name="sub_projects",
            page="partners",
            section="partners",
            add_label=_("Add a sub-project"),
        ),
        ItemType(
            slug="budget-lines",
            model=BudgetLine,
            form=BudgetLineForm,
            related_name="budget_lines",
            page="money",
            section="money",
            add_label=_("Add a budget line"),
        ),
        ItemType(
            slug="financing",
            model=FinancingLine,
            form=FinancingForm,
            related_name="financing",
            page="money",
            section="money",
            add_label=_("Add a source of financing"),
        ),
        ItemType(
            slug="phases",
            model=Phase,
            form=PhaseForm,
            related_name="phases",
            page="about",
            section="overview",
            add_label=_("Add a phase"),
        ),
        ItemType(
            slug="events",
            model=Event,
            form=EventForm,
            related_name="events",
            page="about",
            section="overview",
            add_label=_("Add an event"),
        ),
    )
}


class ItemTypeConverter:
    regex = "|".join(ITEM_TYPES)

    def to_python(self, value):
        return ITEM_TYPES[value]

    def to_url(self, value):
        return value.slug if isinstance(value, ItemType) else value
