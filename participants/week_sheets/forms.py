"""Forms of week sheets: the days, and the steps of a sheet."""

from datetime import date

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.files.fields import UploadField
from esfportal.ui.form_layouts import DateField, PortalHelper, Section, Short, TimeField
from participants.attendance.models import Attendance
from participants.employers.forms.employer_forms import PlainTextField
from participants.evidence.forms import SCAN
from participants.register.forms.fields import ReasonField, add_problems
from participants.week_sheets import days as rules
from participants.week_sheets.days import Day, field_name
from participants.week_sheets.states import REASONED, VERBS, Step

NAMES = ("starts_at", "ends_at", "break_minutes", "reason")
MOST_BREAK = 480
PRESENT = _("Was not absent")


def _fields():
    reasons = ((value, capfirst(str(label))) for value, label in Attendance.Reason.choices)
    return {
        "starts_at": TimeField(label=_("From"), required=False),
        "ends_at": TimeField(label=_("To"), required=False),
        "break_minutes": forms.IntegerField(
            label=_("Break, minutes"),
            required=False,
            min_value=0,
            max_value=MOST_BREAK,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
        "reason": forms.ChoiceField(
            label=_("Absent because of"), choices=[("", PRESENT), *reasons], required=False
        ),
    }


class DaysForm(VersionedForm):
    def __init__(self, *args, sheet, days, submit, cancel_url="", **kwargs):
        self.instance = sheet
        self.dates = days
        written = {day.date: day for day in sheet.days}
        stored = {
            field_name(day, name): getattr(written[day], name) or None
            for day in days
            if day in written
            for name in NAMES
        }
        super().__init__(*args, initial=stored, **kwargs)
        for day in days:
            for name, field in _fields().items():
                self.fields[field_name(day, name)] = field
        self.helper = PortalHelper(
            *(self._section(day) for day in days), submit=submit, cancel_url=cancel_url, mark_optional=False
        )

    @staticmethod
    def _section(day):
        names = [field_name(day, name) for name in NAMES]
        return Section(capfirst(date_format(day, "l j F")), Div(*names, css_class="field-row"))

    def clean(self):
        super().clean()
        for day in self.days():
            if not any(field_name(day.date, name) in self.errors for name in NAMES):
                add_problems(self, rules.problems(day, today=timezone.localdate()))

    def days(self):
        return [
            Day(
                day,
                self._value(day, "starts_at"),
                self._value(day, "ends_at"),
                self._value(day, "break_minutes") or 0,
                self._value(day, "reason") or "",
            )
            for day in self.dates
        ]

    def _value(self, day, name):
        return self.cleaned_data.get(field_name(day, name))


class StepForm(RowVersionForm):
    def __init__(self, *args, sheet, step, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (sheet,)
        if step == Step.PAPER:
            self.fields["name"] = PlainTextField(
                label=_("The tutor's name, as it is signed"),
                max_length=120,
                error_messages={"required": _("State the name.")},
            )
            self.fields["signed_on"] = DateField(
                label=_("Signed on"), offers_today=True, error_messages={"required": _("State the day.")}
            )
        if step == Step.LINK:
            self.fields["email"] = forms.EmailField(
                label=_("The tutor's e-mail address"),
                required=False,
                help_text=_(
                    "Leave it empty to print the link or to hand it over yourself. The address is not kept."
                ),
            )
        if step in REASONED:
            self.fields["note"] = ReasonField(label=REASONED[step])
        if step == Step.PAPER:
            self.fields["file"] = UploadField(label=SCAN, required=False)
        layout = [Short(name) if name == "signed_on" else name for name in self.fields]
        self.helper = PortalHelper(*layout, submit=VERBS[step], cancel_url=cancel_url)


class TutorDaysForm(DaysForm):
    """The days that the link of the sheet shows."""

    def __init__(self, *args, sheet, **kwargs):
        dates = [date.fromisoformat(day) for day in sheet.content["link"]["days"]]
        super().__init__(*args, sheet=sheet, days=dates, submit=_("Next: check and confirm"), **kwargs)


class ConfirmForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    name = PlainTextField(
        label=_("Your name"), max_length=120, error_messages={"required": _("State the name.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.helper = PortalHelper("seen", "name", submit=_("I confirm the hours"))
