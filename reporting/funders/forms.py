from crispy_forms.layout import Div, Layout
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm, SortField
from projects.models import EsfRegion, ProgrammePeriod
from reporting.funders.querysets import columns_of
from reporting.funders.side_by_side.choices import areas_of, counties_of, owners_of
from reporting.funders.side_by_side.columns import BY_KEY, DEFAULT, TARGETS, in_order, offered_columns
from reporting.funders.side_by_side.rows import add_targets, rows_of
from reporting.reports.life.states import SUBMITTED_STATES
from reporting.reports.oversight.officers import (
    officer_choices,
    projects_with_officer,
    shown_officers,
)

ALL = ("", _("All"))
NO_REPORT = "none"
STATES = [
    ALL,
    *((state.value, state.label) for state in SUBMITTED_STATES),
    (NO_REPORT, _("no report yet")),
]


class ColumnsField(forms.MultipleChoiceField):
    """Boxes of columns in the filter; an address without any has those of `initial`."""

    widget = forms.CheckboxSelectMultiple

    def bound_data(self, data, initial):
        return data or initial


class FoldedColumns(Div):
    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("reporting/funders/_columns.html", {"fields": fields})


def column_choices(scope):
    return [(column.key, column.heading) for column in offered_columns(scope)]


class ColumnsForm(forms.Form):
    columns = forms.MultipleChoiceField()

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = column_choices(scope)


class SeenForm(forms.Form):
    until = forms.DateTimeField()  # when the page was made: what came in later has not been seen


class NewsFilter(forms.Form):
    seen = forms.BooleanField(required=False)

    @property
    def with_seen(self):
        return self.is_valid() and self.cleaned_data["seen"]


class ProjectsFilter(FilterForm):
    default_order = "project"

    q = forms.CharField(label=_("Name, owner or municipality"), max_length=100, required=False)
    officer = forms.ChoiceField(label=_("Responsible officer"), required=False)
    state = forms.ChoiceField(label=_("Last report"), choices=STATES, required=False)
    programme = forms.ChoiceField(
        label=_("Programme period"), choices=[ALL, *ProgrammePeriod.choices], required=False
    )
    area = forms.ChoiceField(label=_("Programme area"), required=False)
    region = forms.ChoiceField(label=_("ESF region"), choices=[ALL, *EsfRegion.choices], required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    late = forms.BooleanField(label=_("Only with a late report"), required=False)
    columns = ColumnsField(label=_("Columns to show"), required=False)
    sort = SortField(tuple(BY_KEY))

    def __init__(self, *args, scope, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope, self.user = scope, user
        self.officers = shown_officers(scope.projects.only("pk"), user)
        self.offered = offered_columns(scope)
        self.areas = areas_of(scope.projects)
        self.fields["columns"].choices = column_choices(scope)
        self.kept_columns = columns_of(user) or DEFAULT
        self.fields["columns"].initial = [each.key for each in self.offered if each.key in self.kept_columns]
        self.fields["officer"].choices = [ALL, *officer_choices(self.officers, user)]
        self.fields["area"].choices = [ALL, *((key, area.name) for key, area in self.areas.items())]
        self.fields["county"].choices = [ALL, *counties_of(scope.projects)]
        self.fields["owner"].choices = [ALL, *owners_of(scope.projects)]
        shown = [name for name in self.fields if name != "columns"]
        self.helper.layout = Layout(*shown, FoldedColumns("columns"))
        self.helper.render_unmentioned_fields = False

    def _chips_of(self, name):
        return () if name == "columns" else super()._chips_of(name)

    @property
    def columns_shown(self):
        chosen = self.values.get("columns") or self.fields["columns"].initial
        return [column for column in self.offered if column.key in chosen]

    @property
    def may_be_kept(self):
        return [column.key for column in self.columns_shown] != self.fields["columns"].initial

    def rows(self):
        rows = rows_of(self.scope, self._projects(), self.officers)
        state = self.values.get("state")
        if state == NO_REPORT:
            rows = [row for row in rows if row.report is None]
        elif state:
            rows = [row for row in rows if row.report and row.report.state == state]
        if "late" in self.values:
            rows = [row for row in rows if row.is_late]
        if self.order.removeprefix("-") in TARGETS:
            add_targets(rows, self.scope)
        return in_order(rows, self.order)

    def _projects(self):
        chosen, projects = self.values, self.scope.projects
        if words := chosen.get("q"):
            projects = projects.matching(words)
        if programme := chosen.get("programme"):
            projects = projects.filter(programme_period=programme)
        if area := chosen.get("area"):
            projects = projects.filter(**self.areas[area].conditions)
        if region := chosen.get("region"):
            projects = projects.filter(region=region)
        if county := chosen.get("county"):
            projects = projects.in_county(county)
        if owner := chosen.get("owner"):
            projects = projects.owned_by(owner)
        if officer := chosen.get("officer"):
            keys = projects_with_officer(officer, self.officers, self.user)
            projects = projects.filter(pk__in=keys)
        return projects
