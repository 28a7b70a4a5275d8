"""Forms of a project's month: the filter of its list, and a step for several of its participants."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from esfportal.database.together import read_together
from esfportal.ui.form_layouts import FilterForm, PortalHelper, ShowWhen
from participants.casework.caseload import ALL, MINE, NO_ONES, colleagues_in
from participants.certificates.group.actions import ON_ANOTHER_PAGE
from participants.certificates.models import GroupStep
from participants.certificates.querysets import OPEN, WITHOUT_SCAN, in_part, people_in
from participants.certificates.states import NOT_IN_FORCE, State
from participants.plans.forms import PrintForm

ALL_OF_THEM = ("", _("All"))


class MonthFilter(FilterForm):
    """Filter of a project's month."""

    whose = forms.ChoiceField(label=_("Case worker"), required=False)
    show = forms.ChoiceField(
        label=_("State"),
        choices=[
            ALL_OF_THEM,
            (OPEN, pgettext_lazy("a month", "open")),
            *((state.value, state.label) for state in State if state not in NOT_IN_FORCE),
            (WITHOUT_SCAN, _("on paper, without a scan")),
        ],
        required=False,
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    intervention = forms.ChoiceField(label=_("Intervention"), required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        places = project.municipalities.order_by("name")
        workers, places, interventions = read_together(
            colleagues_in(project), places, project.interventions.all()
        )
        named = [(str(each.pk), each.full_name) for each in workers]
        self.fields["whose"].choices = [
            *(ALL_OF_THEM, (MINE, _("My participants"))),
            *(*named, (NO_ONES, _("No case worker"))),
        ]
        for name, parts in (
            ("municipality", [(each.pk, each.name) for each in places]),
            ("intervention", [(str(each.pk), each.display_name) for each in interventions]),
        ):
            self.fields[name].choices = [ALL_OF_THEM, *parts]
            if len(parts) < 2:
                del self.fields[name]

    def filter(self, people_of, month):
        """Return the people of the month; `people_of` is a function of whose they are."""
        people = people_in(people_of(self.values.get("whose", ALL)), month, self.values.get("show", ""))
        parts = {name: self.values[name] for name in ("municipality", "intervention") if name in self.values}
        return in_part(people, month, **parts) if parts else people


class GroupForm(PrintForm):
    """A step for the chosen people of the list, or for all of them."""

    # A person's value has what the page had shown: the minutes of an open month, or the key of the certificate.
    people = forms.MultipleChoiceField(
        label=_("Chosen participants"),
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        required=False,
        error_messages={
            "invalid_choice": _(
                "A month was changed after the page was opened. The list is as it is now: choose again."
            )
        },
    )
    whole_list = forms.BooleanField(required=False)
    kind = forms.ChoiceField(
        label=_("What is to be done"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to be done.")},
    )

    def __init__(self, *args, rows, number, is_countersigned, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {f"{row.participation.pk}:{row.seen}": row for row in rows}
        self.fields["people"].choices = [(key, row.choice) for key, row in self.rows.items()]
        text = ngettext(
            "%(count)s participant, on all pages", "All %(count)s participants, on all pages", number
        )
        self.fields["whole_list"].label = text % {"count": number}
        if number == len(self.rows):
            del self.fields["whole_list"]
        left_out = () if is_countersigned else (GroupStep.Kind.COUNTERSIGN,)
        self.fields["kind"].choices = [each for each in GroupStep.Kind.choices if each[0] not in left_out]
        self.fields["language"].required = False
        whole = ["whole_list"] if "whole_list" in self.fields else []
        language = ShowWhen("kind", GroupStep.Kind.PAPER, "language")
        self.helper = PortalHelper(
            "people", *whole, "kind", language, submit=_("Continue"), mark_optional=False
        )
        self.helper.form_action = action

    def clean(self):
        data = super().clean()
        if not data.get("people") and not data.get("whole_list") and "people" not in self.errors:
            self.add_error("people", _("Choose at least one person."))
        return data

    def chosen(self, keys):
        """Return {key of a participation: what the list had shown}; `keys` is a function that finds all of the list."""
        shown = {row.participation.pk: row.seen for row in self.rows.values()}
        if self.cleaned_data.get("whole_list"):
            return {key: shown.get(key, ON_ANOTHER_PAGE) for key in keys()}
        people = [self.rows[key].participation.pk for key in self.cleaned_data["people"]]
        return {key: shown[key] for key in people}
