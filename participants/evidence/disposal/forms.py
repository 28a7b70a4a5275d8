from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import DateField, PortalHelper
from esfportal.ui.formats import date_text
from participants.evidence.disposal.rules import earliest_day
from participants.evidence.models import ProofRetention


class RetentionForm(VersionedForm):
    """The day until which proof is kept, and what decides it."""

    keep_until = DateField(
        label=_("Kept until"),
        help_text=_(
            "The latest of all that applies: the funding decision, the rules of the programme period, the accounts, "
            "and the body's own plan. Too early may mean repayment."
        ),
    )
    decision = forms.CharField(
        label=_("What decides it"),
        max_length=200,
        help_text=_("Such as the number of the funding decision or of the decision on disposal. No names."),
    )

    def __init__(self, *args, project, retention, cancel_url, **kwargs):
        self.instance = retention or ProofRetention()
        stored = {"keep_until": retention.keep_until, "decision": retention.decision} if retention else {}
        super().__init__(*args, initial=stored, **kwargs)
        self._ends_on = project.ends_on
        self.helper = PortalHelper(
            "keep_until", "decision", submit=_("Propose the day"), cancel_url=cancel_url
        )

    def clean_keep_until(self):
        day = self.cleaned_data["keep_until"]
        if self._ends_on is None:
            raise forms.ValidationError(gettext("The project has no last day yet."))
        if day < (first := earliest_day(self._ends_on)):
            text = gettext("No earlier than %(day)s, seven years after the year in which the project ended.")
            raise forms.ValidationError(text % {"day": date_text(first)})
        return day


class ConfirmationForm(RowVersionForm):
    """The confirmation of a day that another user has proposed."""

    def __init__(self, *args, retention, number, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (retention,)
        self.fields["files"] = forms.IntegerField(widget=forms.HiddenInput, initial=number)
        self._number = number
        self.helper = PortalHelper("files", submit=_("Confirm the day"), cancel_url=cancel_url)

    def clean_files(self):
        if self.cleaned_data["files"] != self._number:
            raise forms.ValidationError(gettext("The number of files has changed since the page was opened."))
        return self._number


class HoldForm(RowVersionForm):
    """A reason to keep everything for now, or none to let the removal go on."""

    hold_reason = forms.CharField(
        label=_("Reason to keep everything for now"),
        max_length=300,
        required=False,
        help_text=_(
            "Such as an audit or a legal process. Leave it empty, and files are removed after their day."
        ),
    )

    def __init__(self, *args, retention, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (retention,)
        self.initial = {"hold_reason": retention.hold_reason}
        self.helper = PortalHelper("hold_reason", submit=_("Save"), cancel_url=cancel_url)
