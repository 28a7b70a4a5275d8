"""Forms for sessions: a series, a session that is changed, and the reason why one is not held."""

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.security.single_use import SingleUseForm
from esfportal.swedish_days import holidays
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Section, Short, TimeField
from participants.attendance import rules
from participants.attendance.models import Session
from participants.attendance.series import Series, days_of
from participants.employers.forms.employer_forms import PlainTextField
from participants.register.forms.fields import ReasonField, add_problems

STATE_THE_DAY = {"required": _("State the day.")}
STATE_THE_TIME = {"required": _("State the time.")}


def weekdays():
    return [(number, capfirst(str(name))) for number, name in WEEKDAYS.items()]


class TimesForm(forms.Form):
    starts_at = TimeField(label=_("From"), help_text=_("For example 09:30."), error_messages=STATE_THE_TIME)
    ends_at = TimeField(label=_("To"), error_messages=STATE_THE_TIME)
    break_minutes = forms.IntegerField(
        label=_("Break, minutes"),
        required=False,
        min_value=0,
        max_value=480,
        help_text=_("Lunch is a break."),
    )
    place = PlainTextField(label=_("Another place than usual"), max_length=120, required=False)

    def clean(self):
        super().clean()
        self.cleaned_data["break_minutes"] = self.cleaned_data.get("break_minutes") or 0
        add_problems(self, rules.time_problems(self.cleaned_data))

    def times(self):
        return {name: self.cleaned_data[name] for name in TimesForm.base_fields}


class SeriesForm(SingleUseForm, TimesForm):
    first = DateField(label=_("First day"), offers_today=True, error_messages=STATE_THE_DAY)
    last = DateField(label=_("Last day"), required=False, help_text=_("Leave it empty for a single session."))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=weekdays,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a choice, the weekday of the first day."),
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"),
        choices=[
            (1, _("Every week")),
            (2, _("Every other week")),
            (3, _("Every third week")),
            (4, _("Every fourth week")),
        ],
        coerce=int,
    )
    leaves_out_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False, initial=True)
    closed_from = DateField(label=_("Closed from"), required=False)
    closed_to = DateField(
        label=_("Closed to"),
        required=False,
        help_text=_("For example over Christmas. Both days are left out."),
    )

    def __init__(self, *args, activity, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.makes = f"sessions {activity.pk}"
        self.helper = PortalHelper(
            Section(
                _("When"),
                Pair("first", "last"),
                "weekdays",
                Short("every_weeks"),
                Pair("starts_at", "ends_at"),
                Short("break_minutes"),
            ),
            Section(_("Days left out"), "leaves_out_holidays", Pair("closed_from", "closed_to")),
            "place",
            submit=_("Plan the sessions"),
            cancel_url=cancel_url,
        )

    def clean(self):
        super().clean()
        given = self.cleaned_data
        one_end = bool(given.get("closed_from")) != bool(given.get("closed_to"))
        if one_end and not {"closed_from", "closed_to"} & {*self.errors}:
            missing = "closed_to" if given.get("closed_from") else "closed_from"
            self.add_error(missing, _("State both the first and the last day."))
        if not {"first", "last", "weekdays", "every_weeks", "closed_from", "closed_to"} & {*self.errors}:
            self.series = self._series()
            self.days = days_of(self.series, holidays)
            today = timezone.localdate()
            add_problems(self, rules.day_problems(self.series.first, today=today, field="first"))
            add_problems(self, rules.series_problems(self.series, self.days))

    def _series(self):
        given = self.cleaned_data
        first = given["first"]
        closed = (given["closed_from"], given["closed_to"]) if given.get("closed_from") else None
        return Series(
            first=first,
            last=given["last"] or first,
            weekdays=frozenset(given["weekdays"] or [first.weekday()]),
            every_weeks=given["every_weeks"],
            closed=closed,
            leaves_out_holidays=given["leaves_out_holidays"],
        )


class SessionForm(VersionedForm, TimesForm):
    held_on = DateField(label=_("Date"), error_messages=STATE_THE_DAY)

    field_order = ("held_on", *TimesForm.base_fields)

    def __init__(self, *args, session, cancel_url, **kwargs):
        super().__init__(*args, initial={name: getattr(session, name) for name in self.base_fields}, **kwargs)
        self.instance = session
        self.helper = PortalHelper(
            Short("held_on"),
            Pair("starts_at", "ends_at"),
            Short("break_minutes"),
            "place",
            submit=_("Save the changes"),
            cancel_url=cancel_url,
        )

    def clean(self):
        super().clean()
        if held_on := self.cleaned_data.get("held_on"):
            add_problems(self, rules.day_problems(held_on, today=timezone.localdate()))

    def values(self):
        return {"held_on": self.cleaned_data["held_on"], **self.times()}


class CancelForm(RowVersionForm):
    reason = ReasonField(label=_("Why it is not held"))

    def __init__(self, *args, session: Session, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (session,)
        self.helper = PortalHelper("reason", submit=_("Cancel the session"), cancel_url=cancel_url)
