from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.database.swedish_order import swedish_order
from esfportal.ui.form_layouts import Pair, Section
from projects.forms.fields import formfield
from projects.forms.items.item_form import ProjectItemForm
from projects.models import Intervention, SubProject


class ComponentForm(ProjectItemForm):
    code_from = "name"
    new_employers = forms.CharField(
        label=_("Further employers"),
        help_text=_("One per line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    TEXT_SECTIONS = (
        Section(_("Who it is for"), "target_group", "target_group_en"),
        Section(_("What is done"), "description", "description_en", "results", "results_en"),
        Section(_("Employers"), "employers", "new_employers", "employers_text", "employers_text_en"),
    )
    FIELD_NAMES = (
        "name name_en code leader_name target_group target_group_en description description_en "
        "results results_en employers employers_text employers_text_en"
    )
    HELP_TEXTS = {
        "code": _(
            "Small letters and hyphens, written in files that are imported. Left empty, it is made from the name."
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        employers = self.fields["employers"]
        employers.widget = forms.CheckboxSelectMultiple()
        companies = Organisation.objects.filter(kind=Organisation.Kind.COMPANY)
        employers.queryset = (companies | self.chosen_employers()).order_by(swedish_order("name"))
        if not employers.queryset.exists():  # a field without choices would be an empty heading
            employers.widget = forms.MultipleHiddenInput()

    def chosen_employers(self):
        if self.instance.pk is None:
            return Organisation.objects.none()
        return Organisation.objects.filter(pk__in=self.instance.employers.values("pk"))

    def clean_new_employers(self):
        lines = (line.strip() for line in self.cleaned_data["new_employers"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > 200 for name in names):
            raise ValidationError(_("An employer's name is at most 200 characters long."))
        return names

    @property
    def related(self):
        new = [
            Organisation(name=name, kind=Organisation.Kind.COMPANY)
            for name in self.cleaned_data["new_employers"]
        ]
        return {"employers": [*self.cleaned_data["employers"], *new]}


class SubProjectForm(ComponentForm):
    layout = (
        Section(_("Sub-project"), "name", "name_en", "code", "leader_name"),
        *ComponentForm.TEXT_SECTIONS,
    )

    class Meta:
        model = SubProject
        fields = ComponentForm.FIELD_NAMES.split()
        formfield_callback = formfield
        help_texts = ComponentForm.HELP_TEXTS


class InterventionForm(ComponentForm):
    layout = (
        Section(
            _("Intervention"),
            "name",
            "name_en",
            "code",
            "leader_name",
            "municipality",
            "sub_project",
            Pair("starts_on", "ends_on"),
        ),
        *ComponentForm.TEXT_SECTIONS,
    )

    class Meta:
        model = Intervention
        fields = [*ComponentForm.FIELD_NAMES.split(), "municipality", "sub_project", "starts_on", "ends_on"]
        formfield_callback = formfield
        help_texts = ComponentForm.HELP_TEXTS

    def limit_choices(self):
        super().limit_choices()
        # As in a project's file. A row from before keeps its own, so that the rest of it can be changed.
        offered = self.project.project_municipalities.values("municipality")
        field = self.fields["municipality"]
        field.queryset = field.queryset.filter(Q(pk__in=offered) | Q(pk=self.instance.municipality_id))
