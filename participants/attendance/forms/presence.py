"""Forms of attendance: the participants of a session, or of the sessions of a week."""

import hashlib

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from esfportal.ui.form_layouts import PortalHelper
from participants.attendance.models import Attendance
from participants.attendance.recording import version_of
from participants.employers.forms.employer_forms import PlainTextField

State, Reason = Attendance.State, Attendance.Reason
# The key of the keyboard that chooses a state (static/js/attendance.js).
KEYS = {
    State.PRESENT: pgettext_lazy("key", "p"),
    State.LATE: pgettext_lazy("key", "l"),
    State.LEFT_EARLY: pgettext_lazy("key", "e"),
    State.ABSENT: pgettext_lazy("key", "a"),
}
NO_VALUES = {"state": "", "reason": "", "missed_minutes": 0, "stated_minutes": None, "note": ""}
WITH_MINUTES = (State.LATE, State.LEFT_EARLY)
MOST = 24 * 60


def shown_values(attendance):
    """Return the values of the form for the attendance, or for none."""
    if attendance is None:
        return NO_VALUES
    return {
        "state": attendance.state,
        "reason": attendance.reason,
        "missed_minutes": attendance.missed_minutes,
        "stated_minutes": attendance.minutes if attendance.is_stated else None,
        "note": attendance.shown_note,
    }


class EntriesForm(forms.Form):
    """Attendance of several participants, each entry with the version that the page had shown.

    Subclasses have `fields_of`, `initial_of` and `values` (as record_attendance() takes them) of an entry.
    """

    only = forms.CharField(required=False)  # the key of the one entry to save
    replaces = forms.CharField(required=False)  # `replacing` of an entry: what another user wrote is replaced
    present = forms.CharField(required=False)  # the session whose other participants are all present

    def __init__(self, data=None, *, entries, submit, cancel_url, layout):
        super().__init__(data)
        self.entries = [entry for entry in entries if not entry.is_locked and self.takes(entry)]
        for entry in self.entries:
            for name, field in self.fields_of(entry).items():
                self.fields[f"{entry.key}-{name}"] = field
            for name, value in self.initial_of(entry).items():
                self.initial[f"{entry.key}-{name}"] = value
            self.fields[f"{entry.key}-seen"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.helper = PortalHelper(layout, submit=submit, cancel_url=cancel_url, mark_optional=False)

    def takes(self, entry):
        return True

    def errors_of(self, entry):
        return [text for name in self._names(entry) for text in self.errors.get(name, ())]

    def is_touched(self, entry):
        """Return whether the entry is not as the page had shown it."""
        if self.errors_of(entry):
            return True
        values = self.values(entry)
        is_sent = f"{entry.key}-seen" in self.data or values != NO_VALUES  # or was not on the page
        return is_sent and self._seen(entry)[1] != _digest(values)

    def version_seen(self, entry):
        return self._seen(entry)[0]

    def seen(self, entry):
        """Return the value of the hidden field: the version of what is stored, and a digest of its values."""
        if self.is_bound and not entry.is_saved:
            return self.data.get(f"{entry.key}-seen", "")
        return self._stored(entry)

    def replacing(self, entry):
        return f"{entry.key} {self._stored(entry)}"

    @staticmethod
    def _stored(entry):
        return f"{version_of(entry.attendance)}~{_digest(shown_values(entry.attendance))}"

    def bound(self, entry):
        """Return {name: field} of the entry, for its template; nothing for one that the form does not take."""
        return {name.partition("-")[2]: self[name] for name in self._names(entry)}

    def show_stored(self, entry):
        self.data = self.data.copy()
        for name, value in self.initial_of(entry).items():
            self.data[f"{entry.key}-{name}"] = "" if value is None else value

    def _names(self, entry):
        return [name for name in self.fields if name.startswith(f"{entry.key}-")]

    def _seen(self, entry):
        key, _space, stored = self.cleaned_data.get("replaces", "").partition(" ")
        seen = stored if key == entry.key else self.cleaned_data.get(f"{entry.key}-seen", "")
        version, _separator, digest = seen.rpartition("~")
        return version, digest


class SessionForm(EntriesForm):
    def fields_of(self, entry):
        states = [
            ("", _("Nothing entered")),
            *((value, capfirst(str(label))) for value, label in State.choices),
        ]
        reasons = [("", _("Choose")), *((value, capfirst(str(label))) for value, label in Reason.choices)]
        return {
            "state": forms.ChoiceField(
                label=_("Attendance"), choices=states, widget=forms.RadioSelect, required=False
            ),
            "reason": forms.ChoiceField(label=_("Reason"), choices=reasons, required=False),
            "missed_minutes": _minutes(_("Minutes missed")),
            "stated_minutes": _minutes(_("Another time, minutes")),
            "note": PlainTextField(label=_("Why"), max_length=200, required=False),
        }

    def initial_of(self, entry):
        values = shown_values(entry.attendance)
        return values | {"missed_minutes": values["missed_minutes"] or None}

    def values(self, entry):
        given = {name: self.cleaned_data.get(f"{entry.key}-{name}") for name in NO_VALUES}
        state, stated = given["state"], given["stated_minutes"]
        if not state:
            return NO_VALUES
        return {
            "state": state,
            "reason": given["reason"] if state == State.ABSENT else "",
            "missed_minutes": (given["missed_minutes"] or 0) if state in WITH_MINUTES else 0,
            "stated_minutes": stated,
            "note": given["note"] if stated is not None else "",
        }


class WeekForm(EntriesForm):
    """The participants at the sessions of a week: present, or absent for a reason."""

    def takes(self, entry):
        attendance = entry.attendance
        return attendance is None or not (attendance.missed_minutes or attendance.is_stated)

    def fields_of(self, entry):
        absent = [
            (reason, f"{capfirst(str(State.ABSENT.label))}: {label}") for reason, label in Reason.choices
        ]
        choices = [("", "–"), (State.PRESENT, capfirst(str(State.PRESENT.label))), *absent]
        label = f"{entry.name}, {entry.session.held_on:%Y-%m-%d} {entry.session.starts_at:%H:%M}"
        return {"what": forms.ChoiceField(label=label, choices=choices, required=False)}

    def initial_of(self, entry):
        values = shown_values(entry.attendance)
        return {"what": values["reason"] or values["state"]}

    def values(self, entry):
        what = self.cleaned_data.get(f"{entry.key}-what") or ""
        is_absent = what in Reason.values
        state = State.ABSENT.value if is_absent else what
        return NO_VALUES | {"state": state, "reason": what if is_absent else ""}


def _minutes(label):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _digest(values):
    text = "\n".join(f"{name}={values[name]}" for name in sorted(values))
    return hashlib.sha256(text.encode()).hexdigest()[:10]
