"""Forms of certificates: close a month, and take a step."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import DateField, FilterForm, PortalHelper, Short
from participants.casework.caseload import ALL, MINE
from participants.certificates.actions import NEED_TEXT
from participants.certificates.querysets import OPEN, people_in
from participants.certificates.states import NOT_IN_FORCE, State, Step
from participants.register.forms.fields import ReasonField

# On the button.
VERBS = {
    Step.SEND: _("It is handed to the participant"),
    Step.CONFIRM: _("Record the confirmation"),
    Step.REFUSE: _("Record what is wrong"),
    Step.COUNTERSIGN: _("Countersign"),
    Step.LOCK: _("Lock the certificate"),
    Step.TAKE_BACK: _("Take back the certificate"),
    Step.SUPERSEDE: _("Open the month for a correction"),
}
LABELS = {
    Step.CONFIRM: _("Where the original is kept"),
    Step.REFUSE: _("What the participant says is wrong"),
}


class CloseForm(RowVersionForm):
    """The participant's month as the page had shown it."""

    def __init__(self, *args, participation, attendances, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (participation, attendances)
        self.helper = PortalHelper(submit=_("Close the month"), cancel_url=cancel_url)


class MonthFilter(FilterForm):
    """Filter of a project's month."""

    whose = forms.ChoiceField(
        label=_("Case worker"), choices=[("", _("All")), (MINE, _("My participants"))], required=False
    )
    show = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All")),
            (OPEN, pgettext_lazy("a month", "open")),
            *((state.value, state.label) for state in State if state not in NOT_IN_FORCE),
        ],
        required=False,
    )

    def filter(self, people_of, month):
        """Return the people of the month; `people_of` is a function of whose they are."""
        return people_in(people_of(self.values.get("whose", ALL)), month, self.values.get("show", ""))


class CloseManyForm(forms.Form):
    # A person's value has the minutes that the page had shown.
    people = forms.MultipleChoiceField(
        label=_("Months that can be closed"),
        widget=forms.CheckboxSelectMultiple(attrs={"data-all": _("Choose all")}),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _(
                "One of the months can no longer be closed. The list is as it is now: choose again."
            ),
        },
    )

    def __init__(self, *args, rows, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {f"{row.participation.pk}:{row.minutes}": row for row in rows if row.can_be_closed}
        self.fields["people"].choices = [(key, row.choice) for key, row in self.rows.items()]
        self.helper = PortalHelper("people", submit=_("Close the months"))
        self.helper.form_action = action

    @property
    def chosen(self):
        return [self.rows[key].participation for key in self.cleaned_data["people"]]


class StepForm(RowVersionForm):
    def __init__(self, *args, certificate, step, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (certificate,)
        if step == Step.CONFIRM:
            self.fields["signed_on"] = DateField(
                label=_("Signed on"), offers_today=True, error_messages={"required": _("State the day.")}
            )
        if step in NEED_TEXT:
            self.fields["note"] = ReasonField(
                label=LABELS.get(step, _("Reason")), error_messages={"required": NEED_TEXT[step]}
            )
        layout = [Short("signed_on")] if "signed_on" in self.fields else []
        layout += ["note"] if "note" in self.fields else []
        self.helper = PortalHelper(*layout, submit=VERBS[step], cancel_url=cancel_url)
