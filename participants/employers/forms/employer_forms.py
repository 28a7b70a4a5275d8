"""Forms for employers, their workplaces and contacts."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.database.swedish_order import by_shown_name, swedish_order
from esfportal.ui.form_layouts import DateField, FilterForm, Pair, PortalHelper, Short, SortField, TextField
from participants.employers import organisation_numbers
from participants.employers.branches import Branch
from participants.employers.contact_details import ContactDetails
from participants.employers.models import Contact, ContactConsent, Employer, Offer, Workplace
from participants.register.identity import numbers
from projects.models import Municipality


def check_text(text):
    """Return the text, or raise ValidationError if it has a personal identity number."""
    if numbers.are_in(text):
        raise ValidationError(_("The text has a personal identity number. Remove it."), code="number")
    return text


def capitalised(choices):
    """Return the choices with labels that begin with a capital, in the active language."""
    return lambda: [(value, capfirst(str(label))) for value, label in choices.choices]


class PlainTextField(TextField):
    """A text in one line without a personal identity number."""

    def clean(self, value):
        return check_text(super().clean(value))


class OrganisationNumberField(forms.CharField):
    """An organisation number, cleaned to its ten digits; "" when empty."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return organisation_numbers.parse(text)
        except organisation_numbers.OrganisationNumberError as error:
            raise ValidationError(error.message, code=error.code) from None

    def prepare_value(self, value):
        # As it is written by people; what was typed stays as it is.
        is_stored = value and len(value) == organisation_numbers.LENGTH and value.isdecimal()
        return organisation_numbers.display(value) if is_stored else value


class EmployerForm(VersionedForm, forms.ModelForm):
    name = PlainTextField(label=_("Name"), max_length=200)
    organisation_number = OrganisationNumberField(
        label=_("Organisation number"),
        max_length=40,
        required=False,
        help_text=_(
            "Ten digits, as 212000-0746. A sole trader's is a personal identity number: leave it empty."
        ),
    )
    is_sole_trader = forms.BooleanField(label=_("Sole trader"), required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)

    class Meta:
        model = Employer
        fields = ["name", "organisation_number", "is_sole_trader", "branch"]

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("not stated")), *capitalised(Branch)()]
        self.helper = PortalHelper(
            "name",
            Short("organisation_number"),
            "is_sole_trader",
            "branch",
            submit=submit,
            cancel_url=cancel_url,
        )

    def clean(self):
        given = super().clean()
        if self.cleaned_data.get("is_sole_trader") and self.cleaned_data.get("organisation_number"):
            text = _("The number of a sole trader is not kept: leave the field empty.")
            self.add_error("organisation_number", text)
        return given

    def _get_validation_exclusions(self):
        # The project is not a field of the form, but uniqueness within the project is checked.
        return super()._get_validation_exclusions() - {"project"}


class WorkplaceForm(VersionedForm, forms.ModelForm):
    address = PlainTextField(label=_("Address"), max_length=200, required=False)
    municipality = forms.ModelChoiceField(label=_("Municipality"), queryset=Municipality.objects.none())

    class Meta:
        model = Workplace
        fields = ["address", "municipality"]

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.order_by(swedish_order("name"))
        self.helper = PortalHelper("address", "municipality", submit=submit, cancel_url=cancel_url)


class ContactForm(VersionedForm):
    name = PlainTextField(label=_("Name"), max_length=150)
    role = PlainTextField(label=_("Title or task"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    phone = PlainTextField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args, instance, submit, cancel_url, **kwargs):
        self.instance = instance
        details = None if self.is_new() else instance.details
        initial = {name: getattr(details, name, "") for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = PortalHelper(
            Pair("name", "role"), Pair("email", "phone"), submit=submit, cancel_url=cancel_url
        )

    def details(self):
        return ContactDetails(**self.cleaned_data)


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What it is about"), choices=capitalised(ContactConsent.Purpose), widget=forms.RadioSelect
    )
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("given", _("Agrees to be contacted")), ("withdrawn", _("Does not agree, or no longer"))],
        widget=forms.RadioSelect,
    )
    decided_on = DateField(label=_("Date"), offers_today=True)
    means = forms.ChoiceField(
        label=_("How"), choices=capitalised(ContactConsent.Means), widget=forms.RadioSelect
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            "purpose",
            "answer",
            Short("decided_on"),
            "means",
            submit=_("Record the answer"),
            cancel_url=cancel_url,
        )

    def values(self):
        answers = dict(self.cleaned_data)
        return {"is_given": answers.pop("answer") == "given", **answers}


class EmployerFilter(FilterForm):
    default_order = "name"

    q = forms.CharField(label=_("Name, place or organisation number"), max_length=100, required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    intervention = forms.ChoiceField(label=_("Places for"), required=False)
    contacts = forms.ChoiceField(
        label=_("Contacts"),
        choices=[
            ("", _("All")),
            ("agreed", _("with a contact who agrees to be contacted")),
            ("none", _("without a contact")),
        ],
        required=False,
    )
    sort = SortField(["name", "branch"])

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        found = Workplace.objects.filter(project=project, municipality=OuterRef("pk"))
        places = Municipality.objects.filter(Exists(found)).order_by(swedish_order("name"))
        interventions = [
            (each.code, each.display_name) for each in project.interventions.order_by(by_shown_name())
        ]
        self.fields["intervention"].choices = [("", _("All")), *interventions]
        if not interventions:
            del self.fields["intervention"]
        self.fields["branch"].choices = [("", _("All")), *capitalised(Branch)()]
        self.fields["municipality"].choices = [("", _("All")), *((each.code, each.name) for each in places)]

    def filter(self, employers):
        chosen = self.values
        if words := chosen.get("q"):
            employers = employers.matching(words)
        if branch := chosen.get("branch"):
            employers = employers.filter(branch=branch)
        if code := chosen.get("municipality"):
            there = Workplace.objects.filter(municipality=code)
            employers = employers.filter(pk__in=there.values("employer"))
        if code := chosen.get("intervention"):
            offers = Offer.objects.filter(intervention__code=code)
            employers = employers.filter(pk__in=offers.values("employer"))
        match chosen.get("contacts"):
            case "agreed":
                employers = employers.filter(pk__in=Contact.objects.agreeing().values("employer"))
            case "none":
                employers = employers.exclude(pk__in=Contact.objects.values("employer"))
        return employers.in_list_order(self.order)
