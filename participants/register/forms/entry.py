"""Form for registering a participant, with the questions of the entry record."""

from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import DateField, PortalHelper, TextField
from participants.register.facts import HOUSEHOLD_UNTIL
from participants.register.forms import layouts
from participants.register.forms.additions import AddedQuestions
from participants.register.forms.confirmation import ConfirmingForm
from participants.register.forms.fields import (
    EducationField,
    InterventionField,
    MunicipalityField,
    NumberField,
    ReasonField,
    SensitiveField,
    StatusField,
    YesNoField,
    add_problems,
)
from participants.register.forms.look_up import LookUpMixin
from participants.register.forms.situation import SituationForm
from participants.register.identity.numbers import stated_birth_date
from participants.register.identity.person_lookup import (
    find_alike,
    find_participation_by_number,
)
from participants.register.labels import BACKGROUND, HOUSING
from participants.register.models import (
    Moment,
    Participation,
    Protection,
    Sex,
    WarningCode,
)
from participants.register.rules import eligibility, entry_rules
from participants.register.rules.capacity import ALL_TAKEN, REASON_NEEDED, capacity_of, may_exceed_places
from participants.register.rules.editable_parts import editable_parts
from participants.register.rules.warnings import entry_warnings
from projects.models import ProgrammePeriod

# Asked only for some programme periods, entry dates or target groups.
CONDITIONAL_FIELDS = (
    *Participation.HOUSEHOLD_FIELDS,
    *Participation.TARGET_GROUP_FIELDS,
    *Participation.BACKGROUND_FIELDS,
    *Participation.HOUSING_FIELDS,
)


class RecordForm(forms.Form):
    """Questions of the entry record for the programme period and the project's target groups."""

    labour_market_status = StatusField(label=_("Status on the labour market"))
    unemployed_since = DateField(
        label=_("Unemployed since"),
        required=False,
        help_text=_("Decides whether the unemployment counts as long. Leave it empty if it is not known."),
    )
    self_employed = YesNoField(label=_("Has their own business"))
    in_education = YesNoField(label=_("In education or training"))
    education_level = EducationField(label=_("Highest completed education"))
    sick_listed = YesNoField(label=_("Sick-listed"))
    sick_listed_since = DateField(label=_("Sick-listed since"), required=False)
    sickness_pension = YesNoField(label=_("Sickness pension, half or full"))
    income_support = YesNoField(label=_("Income support"))
    newly_arrived = YesNoField(label=_("Newly arrived in Sweden"))
    refugee = SensitiveField(label=_("Refugee"))
    admission_ground = forms.CharField(
        label=_("Ground for admission"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The person is outside the project's target groups. Write why they may take part all the same."
        ),
    )
    jobless_household = YesNoField(label=_("No one in the household works"))
    dependent_children = YesNoField(label=_("There are children in the household"))
    single_adult = YesNoField(label=_("Is the only adult in the household"))
    foreign_background = SensitiveField(label=_("Foreign background"))
    third_country_national = SensitiveField(label=_("Citizen of a country outside the EU"))
    minority = SensitiveField(label=_("Belongs to a minority"))
    disability = SensitiveField(label=_("Disability"))
    other_disadvantage = SensitiveField(label=_("Other disadvantage"))
    homeless = YesNoField(label=_("Homeless or without a dwelling of their own"))
    rural = YesNoField(label=_("Lives in a rural area"))

    def __init__(self, *args, project, entry_date, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        self.target_groups = list(project.target_groups.all())
        asked = self._asked(entry_date)
        for name in CONDITIONAL_FIELDS:
            if name not in asked:
                del self.fields[name]

    def _asked(self, entry_date):
        period = self.project.programme_period
        asked = {*BACKGROUND[period], *HOUSING[period], *eligibility.fields_needed(self.target_groups)}
        if asks_household(self.project, entry_date):
            asked |= set(Participation.HOUSEHOLD_FIELDS)
        return asked

    def _clean_conditional(self):
        for name in entry_rules.answers_of_another_status(self.cleaned_data):
            self.cleaned_data[name] = None

    def _clean_ground(self):
        # Only outside every target group is a ground needed and kept.
        if not (self.target_group_result and self.target_group_result.is_outside):
            self.cleaned_data["admission_ground"] = ""
        elif not self.cleaned_data.get("admission_ground", "").strip():
            self.add_error(
                "admission_ground",
                gettext("Write a ground: the person is outside the project's target groups."),
            )

    @cached_property
    def target_group_result(self):
        return (
            eligibility.assess(self.target_groups, self.target_group_answers())
            if self.target_group_answers()
            else None
        )


class RegistrationForm(LookUpMixin, AddedQuestions, SituationForm, SingleUseForm, ConfirmingForm, RecordForm):
    moments = (Moment.ENTRY,)
    # In the order of the page, so that the error summary is in reading order.
    field_order = (
        "personal_identity_number",
        "without_number",
        "birth_date",
        "sex",
        "given_name",
        "family_name",
        "is_another_person",
        "protected_identity",
        "entry_date",
        "municipality",
        "intervention",
    )

    personal_identity_number = NumberField(
        label=_("Personal identity number"), help_text=_("Ten or twelve digits, with or without a hyphen.")
    )
    without_number = forms.BooleanField(label=_("There is no personal identity number"), required=False)
    birth_date = DateField(label=_("Birth date"), required=False)
    sex = forms.ChoiceField(
        label=_("Gender"),
        choices=[(Sex.WOMAN, _("Woman")), (Sex.MAN, _("Man"))],
        required=False,
        widget=forms.RadioSelect,
    )
    is_another_person = forms.BooleanField(
        label=_("It is another person with such a name and birth date"), required=False
    )
    given_name = TextField(
        label=_("Given name"), max_length=100, error_messages={"required": _("Write the given name.")}
    )
    family_name = TextField(
        label=_("Family name"), max_length=100, error_messages={"required": _("Write the family name.")}
    )
    protected_identity = forms.ChoiceField(
        label=_("Protected identity"),
        choices=[
            (Protection.NONE, _("No")),
            (Protection.CONFIDENTIALITY_MARK, _("Confidentiality mark")),
            (Protection.PROTECTED_REGISTRATION, _("Protected population registration")),
        ],
        initial=Protection.NONE,
        help_text=_("With protection, name, number and municipality are not shown in lists."),
    )
    entry_date = DateField(
        label=_("Start date"),
        offers_today=True,
        error_messages={"required": _("State the day the participant starts.")},
    )
    municipality = MunicipalityField(
        label=_("Municipality"), error_messages={"required": _("State the municipality.")}
    )
    intervention = InterventionField(label=_("Intervention"))
    places_reason = ReasonField(required=False, label=_("Reason for one more than there are places"))
    then = forms.CharField(required=False, max_length=7)  # the value of the button that was pressed
    looked_up = forms.CharField(required=False, max_length=64)  # mark of the number that was looked up last

    def __init__(self, *args, project, user, start, check_url, cancel_url, **kwargs):
        self.editable_parts, self.user = editable_parts(user, project), user
        self.makes = f"registration {project.slug} {user.pk}"
        super().__init__(*args, project=project, entry_date=None, **kwargs)
        if not self.is_bound:
            self.fields["personal_identity_number"].widget.attrs["autofocus"] = True
        if self.is_bound:
            self._leave_out_household()
        self.fields["municipality"].offer(self.editable_parts)
        self.fields["intervention"].offer(self.editable_parts)
        self._start_from(start)
        self.add_situations()
        self.add_questions()
        self.capacity = capacity_of(project)
        if not (self.capacity.is_full and may_exceed_places(user, project)):
            del self.fields["places_reason"]
        # At each change the server is asked what it understands, and keeps a draft.
        for field in self.fields.values():
            field.widget.attrs["hx-post"] = check_url
        self.helper = PortalHelper(
            *layouts.registration(self),
            submit=_("Register participant"),
            then=_("Register, then the next"),
            cancel_url=cancel_url,
            mark_optional=False,
            autocomplete="off",
            hx_swap="none",
            hx_sync="this:queue last",  # one request at a time, so that no old answer replaces a newer one
        )

    @property
    def household_changes(self):
        """Return whether the household questions have to be added or removed on the page."""
        # A hidden field says that they are on the page: of unanswered questions nothing is sent.
        on_page = any(name in self.data for name in ("household_asked", *Participation.HOUSEHOLD_FIELDS))
        return bool(layouts.household(self)) != on_page

    def household_helper(self):
        """Return a form helper for the household questions alone, or None when they are not asked."""
        questions = layouts.household(self)
        if not questions:
            return None
        helper = PortalHelper(*questions, mark_optional=False)
        helper.form_tag, helper.disable_csrf, helper.form_show_errors = False, True, False
        return helper

    def _leave_out_household(self):
        # The entry date is in the same form and decides which questions were sent.
        field = self.fields["entry_date"]
        try:
            entered = field.clean(field.widget.value_from_datadict(self.data, self.files, "entry_date"))
        except forms.ValidationError:
            return
        if not asks_household(self.project, entered):
            for name in Participation.HOUSEHOLD_FIELDS:
                self.fields.pop(name, None)

    def clean(self):
        self._clean_conditional()
        problems = entry_rules.entry_problems(
            self.cleaned_data, project=self.project, today=timezone.localdate()
        )
        if self._identity_is_missing():
            problems = [problem for problem in problems if problem.field not in ("birth_date", "sex")]
            self.add_error(
                "personal_identity_number",
                gettext("Write the personal identity number, or tick that there is none."),
            )
        add_problems(self, problems)
        self._clean_part()
        self._clean_existing()
        self._clean_ground()
        self._clean_place()
        self.clean_situations()
        self.ask_about_warnings()

    def _clean_place(self):
        if not self.capacity.is_full:
            return
        if "places_reason" not in self.fields:
            self.add_error(None, ALL_TAKEN)
        elif not self.cleaned_data.get("places_reason") and "places_reason" not in self.errors:
            self.add_error("places_reason", REASON_NEEDED)

    def find_warnings(self):
        return entry_warnings(self.cleaned_data, project=self.project)

    def _identity_is_missing(self):
        given = self.cleaned_data
        has_answer = given.get("without_number") or given.get("birth_date") or given.get("sex")
        return (
            "personal_identity_number" in given and not given["personal_identity_number"] and not has_answer
        )

    def _clean_part(self):
        given = self.cleaned_data
        if not (given.get("municipality") and "intervention" in given):
            return
        if not self.editable_parts.includes(given["municipality"], given["intervention"]):
            self.add_error(
                "intervention",
                gettext(
                    "You may not register people in this municipality and intervention. Choose your own."
                ),
            )

    def _clean_existing(self):
        if self.existing is None:
            return
        if self.is_known_number:
            self.add_error(
                "personal_identity_number", gettext("The person already takes part in this project.")
            )
        elif not self.cleaned_data.get("is_another_person"):
            self.add_error(
                "is_another_person",
                gettext(
                    "A person with such a name and birth date takes part already. Tick if it is another person."
                ),
            )

    is_known_number = False

    # Kept from the first time: an error at the field takes the number out of the cleaned data.
    @cached_property
    def parsed_number(self):
        return self.cleaned_data.get("personal_identity_number") if self.is_bound else None

    @property
    def existing(self):
        return self.doubles[0] if self.doubles else None

    @cached_property
    def doubles(self):
        """Return the participation with the number, or those that may be the same person's."""
        if not self.is_bound:
            return []
        given, number = self.cleaned_data, self.parsed_number
        if number and (there := find_participation_by_number(self.project, number)):
            self.is_known_number = True
            return [there]
        return find_alike(self.project, self.user, given, number)

    def show_existing(self, participation, *, is_same_number):
        # Another request registered the person first: show it as if it had been known from the start.
        self.doubles, self.is_known_number = [participation], is_same_number
        self._clean_existing()

    def target_group_answers(self):
        if not self.is_bound:
            return {}
        number = self.parsed_number
        if number is None:
            return self.cleaned_data
        born = stated_birth_date(number, self.cleaned_data.get("birth_date"))
        return {**self.cleaned_data, "birth_date": born, "sex": number.sex}

    def _start_from(self, start):
        # The next participant of a pile mostly starts in the same place (see next_url).
        for name in ("municipality", "intervention"):
            if name in start:
                self.fields[name].initial = start[name]

    @property
    def is_followed_by_next(self):
        return self.cleaned_data.get("then") == "next"

    @property
    def next_url(self):
        """Return the registration of the next participant in the same place."""
        place = {name: self.cleaned_data[name] for name in ("municipality", "intervention")}
        query = urlencode({name: each.pk if each else "" for name, each in place.items()})
        return f"{reverse('register:register', args=[self.project.slug])}?{query}"

    def values(self):
        left_out = {"without_number", "is_another_person", "then", "looked_up", "places_reason"}
        return {name: value for name, value in super().values().items() if name not in left_out}

    def said(self):
        said = {**super().said(), "places_reason": self.cleaned_data.get("places_reason", "")}
        if self.existing and self.cleaned_data["is_another_person"]:
            said["confirmed"].append(WarningCode.ANOTHER_PERSON)
        return said


def asks_household(project, entry_date):
    """Return whether the household questions apply to an entry date (V-R05); unknown dates may apply."""
    if project.programme_period != ProgrammePeriod.P2014:
        return False
    earliest = entry_date or project.starts_on
    return earliest is None or earliest < HOUSEHOLD_UNTIL
