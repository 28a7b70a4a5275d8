from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import DateField, PortalHelper, Short, TextField
from reporting.statistics.models import code_characters, letters_only
from reporting.statistics.monthly.facts import Fact
from reporting.statistics.monthly.months import first_of

SETTINGS = (
    *("woman_code", "man_code", "unknown_number", "with_zero_hours", "whole_hours", "first_month"),
    "more_columns",
)


class PrepareForm(forms.Form):
    """Confirms what was found, by the fingerprint of what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label=_("The warnings are looked at"), required=False)

    def __init__(self, *args, seen, has_warnings, cancel_url, **kwargs):
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        if not has_warnings:
            del self.fields["confirmed"]
        self.helper = PortalHelper(submit=_("Prepare the file"), cancel_url=cancel_url)


class SentForm(RowVersionForm):
    sent_on = DateField(
        label=_("Sent on"), offers_today=True, error_messages={"required": _("State the day.")}
    )
    receipt = TextField(label=_("Receipt number"), max_length=60, required=False)
    reason = TextField(label=_("Reason for the order"), max_length=300, required=False)

    def __init__(self, *args, file, is_early, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (file,)
        self.fields["reason"].help_text = _("An earlier month is not sent. Without names of persons.")
        names = [Short("sent_on"), Short("receipt"), *(["reason"] if is_early else [])]
        if not is_early:
            self.fields["reason"].widget = forms.HiddenInput()
            names.append("reason")
        self.helper = PortalHelper(*names, submit=_("Record as sent"), cancel_url=cancel_url)


def _code(label, text, **options):
    return TextField(label=label, max_length=4, help_text=text, validators=[code_characters], **options)


class SettingsForm(VersionedForm):
    woman_code = _code(_("Code of a woman"), _("The four characters after the birth date."))
    man_code = _code(
        _("Code of a man"), _("It is not published: ask SCB. Empty until you have it."), required=False
    )
    unknown_number = TextField(
        label=_("Instead of an unknown number"),
        max_length=20,
        help_text=_("Such as “okänt”. Empty: a month with a participant without a number can't be prepared."),
        required=False,
        validators=[letters_only],
    )
    with_zero_hours = forms.BooleanField(
        label=_("Participants without hours stand in the file"), required=False
    )
    whole_hours = forms.BooleanField(label=_("Hours are written whole, rounded down"), required=False)
    first_month = DateField(
        label=_("The first month that is sent from here"),
        help_text=_("A day of it. Empty: the first month of the project."),
        required=False,
    )
    more_columns = forms.MultipleChoiceField(
        label=_("More columns of CSV and XLSX"),
        choices=Fact,
        help_text=_("SCB's template has these as fields. Empty for protected identities."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, settings, cancel_url, **kwargs):
        self.instance = settings
        super().__init__(*args, initial={name: getattr(settings, name) for name in SETTINGS}, **kwargs)
        codes = (Short(name) for name in ("woman_code", "man_code", "unknown_number"))
        names = (*codes, "with_zero_hours", "whole_hours", Short("first_month"), "more_columns")
        self.helper = PortalHelper(*names, submit=_("Save"), cancel_url=cancel_url)

    def clean_more_columns(self):
        return [name for name in Fact.values if name in self.cleaned_data["more_columns"]]

    def clean_first_month(self):
        day = self.cleaned_data["first_month"]
        return day and first_of(day)
