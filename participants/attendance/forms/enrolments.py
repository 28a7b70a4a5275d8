"""Forms that enrol participants in activities."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.database.swedish_order import swedish_order
from esfportal.ui import formats
from esfportal.ui.form_layouts import DateField, FilterForm, Pair, PortalHelper
from esfportal.ui.plain_text import isolated
from participants.attendance.models import Activity, Enrolment
from participants.casework.caseload import ALL, MINE

STATE_THE_DAY = {"required": _("State the day.")}


class DaysForm(forms.Form):
    starts_on = DateField(label=_("From"), offers_today=True, error_messages=STATE_THE_DAY)
    ends_on = DateField(
        label=_("To"), required=False, help_text=_("Leave it empty while the participant goes on.")
    )

    def days(self):
        return {name: self.cleaned_data[name] for name in DaysForm.base_fields}


class CandidateFilter(FilterForm):
    whose = forms.ChoiceField(
        label=_("Case worker"),
        choices=[("", _("All")), (MINE, _("My participants"))],
        required=False,
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [
            ("", _("All")),
            *((each.code, each.name) for each in municipalities),
        ]

    @property
    def whose_people(self):
        return self.values.get("whose", ALL)

    def filter(self, spells):
        code = self.values.get("municipality")
        return spells.filter(municipality=code) if code else spells


class EnrolForm(DaysForm):
    everyone = forms.BooleanField(required=False)
    people = forms.MultipleChoiceField(
        label=_("Participants"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        error_messages={
            "invalid_choice": _(
                "One of them can no longer be enrolled. The list is as it is now: choose again."
            )
        },
    )

    def __init__(self, *args, spells, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.spells = {str(spell.participation_id): spell for spell in spells}
        self.fields["people"].choices = [(key, _candidate(spell)) for key, spell in self.spells.items()]
        count = len(self.spells)
        text = ngettext("All in the list: %(count)s person", "All in the list: %(count)s people", count)
        self.fields["everyone"].label = text % {"count": count}
        self.helper = PortalHelper(
            Pair("starts_on", "ends_on"), "everyone", "people", submit=_("Enrol"), cancel_url=cancel_url
        )

    def clean(self):
        given = super().clean()
        if not given.get("everyone") and not given.get("people") and "people" not in self.errors:
            self.add_error("people", _("Choose at least one person."))
        return given

    @property
    def chosen(self):
        keys = self.spells if self.cleaned_data["everyone"] else self.cleaned_data["people"]
        return [self.spells[key].participation for key in keys]


def _candidate(spell):
    # The year tells two people of one name apart.
    person = spell.participation.person
    born = person.birth_date.year if person.birth_date else gettext("unknown")
    about = {"name": isolated(spell.participation.full_name), "born": born}
    about["date"] = formats.date_text(spell.entry_date)
    text = gettext("%(name)s, born %(born)s, started %(date)s") % about
    return f"{text}, {spell.municipality.name}"


class EnrolmentForm(VersionedForm, DaysForm):
    def __init__(self, *args, enrolment, submit, cancel_url, **kwargs):
        super().__init__(
            *args, initial={name: getattr(enrolment, name) for name in DaysForm.base_fields}, **kwargs
        )
        self.instance = enrolment
        self.helper = PortalHelper(Pair("starts_on", "ends_on"), submit=submit, cancel_url=cancel_url)


class ActivityOfPersonForm(VersionedForm, DaysForm):
    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.none(),
        error_messages={"required": _("Choose an activity.")},
    )
    field_order = ("activity", "starts_on", "ends_on")

    def __init__(self, *args, project, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = Enrolment()
        self.fields["activity"].queryset = Activity.objects.in_project(project).order_by(
            swedish_order("name")
        )
        self.helper = PortalHelper(
            "activity", Pair("starts_on", "ends_on"), submit=submit, cancel_url=cancel_url
        )
