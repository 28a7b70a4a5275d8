"""The forms of what a project has many of. What they share stands in `RowForm`."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.forms_helper import Pair, PortalHelper, Section, ShowWhen
from esfportal.swedish_order import swedish_order
from projects.forms.fields import formfield
from projects.models import (
    BudgetLine,
    Condition,
    Event,
    FinancingEntry,
    FinancingLine,
    Intervention,
    Measure,
    Municipality,
    Phase,
    ProjectMunicipality,
    ProjectOrganisation,
    SubProject,
    Target,
    TargetGroup,
)


class RowForm(forms.ModelForm):
    """A row of a project. `related` is what the row points at that is saved with it."""

    layout = ()
    code_from = None  # the field that a code is made from when none is written

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(*self.layout, submit=submit, cancel_url=cancel_url)
        self.limit_to_project()

    @property
    def project(self):
        return self.instance.project

    @property
    def related(self):
        return {}

    def limit_to_project(self):
        """Only the project's own parts are to choose from; municipalities in Swedish order."""
        if "sub_project" in self.fields:
            self.fields["sub_project"].queryset = self.project.sub_projects.all()
        if "municipality" in self.fields:
            self.fields["municipality"].queryset = Municipality.objects.order_by(swedish_order("name"))
        if "organisation" in self.fields:
            self.fields["organisation"].queryset = Organisation.objects.order_by(swedish_order("name"))

    def clean_code(self):
        code = self.cleaned_data.get("code")
        return code or self.free_code(slugify(self.data.get(self.add_prefix(self.code_from), "")))

    def free_code(self, wanted):
        """The wanted code, with a number after it when another row has it."""
        wanted = wanted[:36] or "1"
        others = self._meta.model.objects.filter(project=self.project).exclude(pk=self.instance.pk)
        taken = set(others.values_list("code", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(code for code in (wanted, *numbered) if code not in taken)

    def _get_validation_exclusions(self):
        # The project is no field of the form, yet uniqueness within the project is to be checked.
        return super()._get_validation_exclusions() - {"project"}


class TargetForm(RowForm):
    part = forms.ChoiceField(label=_("Concerns"), initial="project")

    layout = (
        Section(_("What is measured"), "measure", "part"),
        Section(
            _("The goal"),
            "comparison",
            Pair("value", "unit"),
            ShowWhen("unit", "share", "denominator"),
        ),
        Section(_("In words"), "label", "label_en"),
    )
    KINDS = ("sub_project", "municipality", "intervention")

    class Meta:
        model = Target
        fields = ("measure", "comparison", "value", "unit", "denominator", "label", "label_en")
        formfield_callback = formfield
        help_texts = {"label": _("Left empty, the measure's own name is used.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shares = (Target.Denominator.LEAVERS, Target.Denominator.PARTICIPANTS)
        self.fields["denominator"].choices = [(value.value, value.label) for value in shares]
        self.fields["denominator"].required = False
        if self.instance.unit != Target.Unit.SHARE:
            self.initial["denominator"] = Target.Denominator.LEAVERS
        self.fields["part"].choices = list(self.part_choices())
        if kind := self.instance.part_kind:
            self.initial["part"] = f"{kind}:{self.instance.part.pk}"

    def part_choices(self):
        yield "project", _("the whole project")
        municipalities = [
            row.municipality for row in self.project.project_municipalities.select_related("municipality")
        ]
        groups = (
            ("sub_project", _("Sub-projects"), self.project.sub_projects.all()),
            ("municipality", _("Municipalities"), municipalities),
            ("intervention", _("Interventions"), self.project.interventions.all()),
        )
        for kind, label, rows in groups:
            if rows:
                yield label, [(f"{kind}:{row.pk}", str(row)) for row in rows]

    def clean(self):
        cleaned = super().clean()
        kind, _colon, key = (cleaned.get("part") or "").partition(":")
        for name in self.KINDS:
            setattr(self.instance, f"{name}_id", key if name == kind else None)
        measure, unit = cleaned.get("measure"), cleaned.get("unit")
        if measure == Measure.WOMEN_SHARE and unit == Target.Unit.NUMBER:
            self.add_error("unit", _("The share of women is a share: choose per cent."))
        cleaned["denominator"] = self.denominator(measure, unit, cleaned.get("denominator"))
        return cleaned

    @staticmethod
    def denominator(measure, unit, chosen):
        """A number is compared with the plan, the share of women with all participants."""
        if unit == Target.Unit.NUMBER:
            return Target.Denominator.TARGET
        if measure == Measure.WOMEN_SHARE:
            return Target.Denominator.PARTICIPANTS
        return chosen or Target.Denominator.LEAVERS

    def _post_clean(self):
        super()._post_clean()
        if not self.instance.code and not self.errors:
            part = self.instance.part
            words = [self.instance.measure, slugify(str(part)) if part else ""]
            self.instance.code = self.free_code("-".join(filter(None, words)))


class TargetGroupForm(RowForm):
    code_from = "name"
    layout = (
        Section(_("Who"), "name", "name_en", Pair("min_age", "max_age")),
        Section(_("What must hold"), "all_of", "any_of"),
        Section(_("More about the group"), "note", "note_en"),
    )

    class Meta:
        model = TargetGroup
        fields = ("name", "name_en", "min_age", "max_age", "note", "note_en")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {"all_of": _("Every one of these."), "any_of": _("At least one of these.")}
        labels = {"all_of": _("All of"), "any_of": _("Any of")}
        for name, hint in hints.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=labels[name],
                help_text=hint,
                choices=Condition.choices,
                required=False,
                initial=getattr(self.instance, name),
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        cleaned = super().clean()
        self.instance.all_of = cleaned.get("all_of", [])
        self.instance.any_of = cleaned.get("any_of", [])
        ages = (cleaned.get("min_age"), cleaned.get("max_age"))
        if not (self.instance.all_of or self.instance.any_of or any(age is not None for age in ages)):
            raise ValidationError(_("Say who belongs to the group: an age, or something that must hold."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.instance.code and not self.errors:
            self.instance.code = self.free_code(slugify(self.instance.name))


class PhaseForm(RowForm):
    layout = ("kind", Pair("starts_on", "ends_on"), "period_text", "period_text_en")

    class Meta:
        model = Phase
        fields = ("kind", "starts_on", "ends_on", "period_text", "period_text_en")
        formfield_callback = formfield


class EventForm(RowForm):
    layout = ("name", "name_en", Pair("held_on", "place"), "description", "description_en")

    class Meta:
        model = Event
        fields = ("name", "name_en", "held_on", "place", "description", "description_en")
        formfield_callback = formfield


class PartnerForm(RowForm):
    """A partner is an organisation that is known already, or a new one named here."""

    new_name = forms.CharField(label=_("The new organisation's name"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=Organisation.Kind.choices, required=False
    )
    layout = (
        Section(_("Organisation"), "organisation", Pair("new_name", "new_kind")),
        Section(_("Part in the project"), "role", "note", "note_en"),
    )

    class Meta:
        model = ProjectOrganisation
        fields = ("organisation", "role", "note", "note_en")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = False
        self.fields["organisation"].empty_label = _("A new organisation")

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
        # An organisation that is not saved yet has no key to be checked by.
        organisation = self.cleaned_data.get("organisation")
        is_new = organisation is None or organisation.pk is None
        return super()._get_validation_exclusions() | ({"organisation"} if is_new else set())


class MunicipalityForm(RowForm):
    layout = ("municipality", "sub_project")

    class Meta:
        model = ProjectMunicipality
        fields = ("municipality", "sub_project")
        formfield_callback = formfield


class StrandForm(RowForm):
    """A sub-project or an intervention: its employers are chosen, or named one a line."""

    code_from = "name"
    new_employers = forms.CharField(
        label=_("Further employers"),
        help_text=_("One a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    TEXTS = (
        Section(_("Who it is for"), "target_group", "target_group_en"),
        Section(_("What is done"), "description", "description_en", "results", "results_en"),
        Section(_("Employers"), "employers", "new_employers", "employers_text", "employers_text_en"),
    )
    FIELDS = (
        "name name_en code leader_name target_group target_group_en description description_en "
        "results results_en employers employers_text employers_text_en"
    )
    HINTS = {
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
        if not employers.queryset.exists():
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


class SubProjectForm(StrandForm):
    layout = (Section(_("Sub-project"), "name", "name_en", "code", "leader_name"), *StrandForm.TEXTS)

    class Meta:
        model = SubProject
        fields = StrandForm.FIELDS.split()
        formfield_callback = formfield
        help_texts = StrandForm.HINTS


class InterventionForm(StrandForm):
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
        *StrandForm.TEXTS,
    )

    class Meta:
        model = Intervention
        fields = [*StrandForm.FIELDS.split(), "municipality", "sub_project", "starts_on", "ends_on"]
        formfield_callback = formfield
        help_texts = StrandForm.HINTS


class BudgetLineForm(RowForm):
    layout = ("name", "name_en", "amount")

    class Meta:
        model = BudgetLine
        fields = ("name", "name_en", "amount")
        formfield_callback = formfield


class FinancingForm(RowForm):
    layout = ("source", "organisation", "planned", "note", "note_en")

    class Meta:
        model = FinancingLine
        fields = ("source", "organisation", "planned", "note", "note_en")
        formfield_callback = formfield

    def limit_to_project(self):
        of_project = Organisation.objects.filter(partnerships__project=self.project).distinct()
        self.fields["organisation"].queryset = of_project.order_by("name")
        self.fields["organisation"].empty_label = _("not stated")


class BookingForm(forms.ModelForm):
    """A booking on one source of financing; hours only where the source is in kind."""

    class Meta:
        model = FinancingEntry
        fields = ("booked_on", "amount", "hours", "note")
        formfield_callback = formfield
        help_texts = {
            "amount": _("In kronor. A wrong booking is put right by one with a minus sign."),
            "note": _("What it was, without names of persons."),
        }

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.line.is_in_kind:
            del self.fields["hours"]
        self.helper = PortalHelper(submit=_("Book"), cancel_url=cancel_url)
