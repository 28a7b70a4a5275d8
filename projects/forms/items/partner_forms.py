from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.form_layouts import Pair, Section, TextField
from projects.forms.fields import formfield
from projects.forms.items.item_form import ProjectItemForm
from projects.models import ProjectMunicipality, ProjectOrganisation

FUNDERS_BY_ADMINISTRATORS = _("An administrator sets which organisations fund the project.")


class PartnerForm(ProjectItemForm):
    new_name = TextField(label=_("The new organisation's name"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=Organisation.Kind.choices, required=False
    )
    layout = (
        Section(_("Who"), "organisation", Pair("new_name", "new_kind")),
        Section(_("What the organisation does"), "role", "note", "note_en"),
    )

    class Meta:
        model = ProjectOrganisation
        fields = ("organisation", "role", "note", "note_en")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = False
        self.fields["organisation"].empty_label = _("A new organisation")
        self.fields["organisation"].queryset = Organisation.objects.order_by(by_shown_name())
        role = self.fields["role"]
        role.choices = [choice for choice in role.choices if choice[0] != ProjectOrganisation.Role.FUNDER]
        role.error_messages["invalid_choice"] = FUNDERS_BY_ADMINISTRATORS

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("organisation"):
            name = cleaned.get("new_name")
            if not name:
                self.add_error("organisation", _("Choose an organisation, or name a new one."))
            else:
                kind = cleaned.get("new_kind") or Organisation.Kind.OTHER
                known = Organisation.objects.filter(name__iexact=name).first()
                cleaned["organisation"] = known or Organisation(name=name, kind=kind)
        return cleaned

    def _get_validation_exclusions(self):
        # Uniqueness can't be checked for an organisation that has no primary key yet.
        organisation = self.cleaned_data.get("organisation")
        is_new = organisation is None or organisation.pk is None
        return super()._get_validation_exclusions() | ({"organisation"} if is_new else set())


class MunicipalityForm(ProjectItemForm):
    layout = ("municipality", "sub_project")

    class Meta:
        model = ProjectMunicipality
        fields = ("municipality", "sub_project")
        formfield_callback = formfield
