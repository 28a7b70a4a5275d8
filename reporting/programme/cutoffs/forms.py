from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import PortalHelper, Short, TextField
from projects.models import ProgrammePeriod
from reporting.programme.models import code_of

PERIODS = (ProgrammePeriod.P2021, ProgrammePeriod.P2014)  # what was sent to the Commission by cut-off date


def cutoffs_until(day):
    """Return the cut-off dates from 2014 to a day, the last one first."""
    found = [date(year, *end) for year in range(2014, day.year + 1) for end in ((6, 30), (12, 31))]
    return [cutoff for cutoff in reversed(found) if cutoff <= day]


class CutoffForm(forms.Form):
    programme_period = forms.ChoiceField(
        label=_("Programme period"), choices=[(each.value, each.label) for each in PERIODS]
    )
    cutoff = forms.ChoiceField(label=_("Cut-off"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        days = cutoffs_until(timezone.localdate())
        self.fields["cutoff"].choices = [(day.isoformat(), code_of(day)) for day in days]
        self.helper = PortalHelper(Short("programme_period"), Short("cutoff"), submit=_("Count"))

    def clean_cutoff(self):
        return date.fromisoformat(self.cleaned_data["cutoff"])


class ConfirmForm(RowVersionForm):
    def __init__(self, *args, export, needs_reason, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (export,)
        if needs_reason:
            self.fields["reason"] = TextField(
                label=_("Reason"),
                max_length=300,
                help_text=_(
                    "Why the figures are sent although rules are broken or codes missing. Name no participants."
                ),
                error_messages={
                    "required": _("Say why the figures are sent although rules are broken or codes missing.")
                },
            )
        self.helper = PortalHelper(*self.fields, submit=_("Confirm and freeze"), cancel_url=cancel_url)
