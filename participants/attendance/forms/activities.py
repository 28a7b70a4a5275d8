"""Forms for activities, and the filters of their lists."""

from datetime import timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit.versions import VersionedForm
from accounts.models import User
from esfportal.database.swedish_order import by_shown_name, swedish_order
from esfportal.ui.form_layouts import FilterForm, Pair, PortalHelper, Short, SortField
from participants.attendance.models import Activity
from participants.casework.caseload import colleagues_in
from participants.employers.forms.employer_forms import PlainTextField, capitalised
from participants.employers.models import Employer
from projects.models import Intervention, Municipality

NOT_STATED = _("not stated")
MOST_MONTHS = 24


def project_municipalities(project):
    codes = project.project_municipalities.values("municipality")
    return Municipality.objects.filter(pk__in=codes).order_by(swedish_order("name"))


class ActivityForm(VersionedForm, forms.ModelForm):
    name = PlainTextField(
        label=_("Name"), max_length=120, error_messages={"required": _("Write what it is called.")}
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=capitalised(Activity.Kind), error_messages={"required": _("Choose a kind.")}
    )
    is_project_time = forms.BooleanField(
        label=_("Counts as project time"),
        required=False,
        initial=True,
        help_text=_("Hours of attendance are reported to the funder."),
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("The whole project"),
    )
    intervention = forms.ModelChoiceField(
        label=_("Intervention"),
        queryset=Intervention.objects.none(),
        required=False,
        empty_label=NOT_STATED,
    )
    place = PlainTextField(label=_("Place"), max_length=120, required=False)
    leader = forms.ModelChoiceField(
        label=_("Led by"), queryset=User.objects.none(), required=False, empty_label=NOT_STATED
    )
    employer = forms.ModelChoiceField(
        label=_("Employer"),
        queryset=Employer.objects.none(),
        required=False,
        empty_label=NOT_STATED,
        help_text=_("Where it takes place, of an internship or work training."),
    )
    capacity = forms.IntegerField(label=_("Most participants"), required=False, min_value=1, max_value=1000)

    class Meta:
        model = Activity
        fields = [
            *("name", "kind", "is_project_time", "municipality", "intervention"),
            *("place", "leader", "employer", "capacity"),
        ]

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        project = self.instance.project
        self.fields["kind"].choices = [("", _("Choose")), *capitalised(Activity.Kind)()]
        self.fields["municipality"].queryset = project_municipalities(project)
        self.fields["intervention"].queryset = project.interventions.order_by(by_shown_name())
        self.fields["intervention"].label_from_instance = lambda each: each.display_name
        leaders = colleagues_in(project) | User.objects.filter(pk=self.instance.leader_id)
        self.fields["leader"].queryset = leaders.distinct()
        self.fields["employer"].queryset = project.employers.order_by(swedish_order("name"))
        self.helper = PortalHelper(
            "name",
            "kind",
            "is_project_time",
            Pair("municipality", "intervention"),
            Pair("place", "leader"),
            "employer",
            Short("capacity"),
            submit=submit,
            cancel_url=cancel_url,
        )

    def _get_validation_exclusions(self):
        # The project is not a field of the form, but uniqueness within the project is checked.
        return super()._get_validation_exclusions() - {"project"}


class ActivityFilter(FilterForm):
    default_order = "next"

    q = forms.CharField(label=_("Name or place"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    coming = forms.ChoiceField(
        label=_("Sessions"),
        choices=[("", _("All")), ("yes", _("with coming sessions")), ("no", _("without coming sessions"))],
        required=False,
    )
    sort = SortField(["next", "name"])

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        places = project_municipalities(project)
        self.fields["kind"].choices = [("", _("All")), *capitalised(Activity.Kind)()]
        self.fields["municipality"].choices = [("", _("All")), *((each.code, each.name) for each in places)]

    def filter(self, activities, *, today):
        chosen = self.values
        if words := chosen.get("q"):
            activities = activities.matching(words)
        if kind := chosen.get("kind"):
            activities = activities.filter(kind=kind)
        if code := chosen.get("municipality"):
            activities = activities.filter(municipality=code)
        found = activities.with_sessions(today)
        match chosen.get("coming"):
            case "yes":
                found = found.filter(next_on__isnull=False)
            case "no":
                found = found.filter(next_on__isnull=True)
        return found.in_list_order(self.order)


class WeekFilter(FilterForm):
    whose = forms.ChoiceField(
        label=_("Led by"), choices=[("", _("All")), ("mine", pgettext_lazy("led by", "Me"))], required=False
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args, project, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        places = project_municipalities(project)
        self.fields["municipality"].choices = [("", _("All")), *((each.code, each.name) for each in places)]

    def filter(self, sessions):
        chosen = self.values
        if chosen.get("whose"):
            sessions = sessions.filter(activity__leader=self.user)
        if code := chosen.get("municipality"):
            sessions = sessions.filter(activity__municipality=code)
        return sessions


class PeriodFilter(FilterForm):
    """A month or a quarter: those of the last two years with a session, the latest first."""

    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, *args, first, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = months_between(first, today)
        self.fields["period"].choices = [
            choice for month in self.months for choice in self._choices_of(month)
        ]

    def _choices_of(self, month):
        yield f"{month:%Y-%m}", capfirst(date_format(month, "F Y"))
        if month.month % 3 == 0 or month == self.months[0]:
            quarter = (month.month - 1) // 3 + 1
            text = _("Quarter %(quarter)s, %(year)s") % {"quarter": quarter, "year": month.year}
            yield f"{month.year}-q{quarter}", text

    @property
    def chosen(self):
        return self.values.get("period") or f"{self.months[0]:%Y-%m}"


def months_between(first, last):
    """Return the first days of the months, at most 24, the latest first."""
    month, found = last.replace(day=1), []
    while (month >= first.replace(day=1) and len(found) < MOST_MONTHS) or not found:
        found.append(month)
        month = (month - timedelta(1)).replace(day=1)
    return found
