"""Forms of certificates: close a month, and take a step."""

from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.files.fields import UploadField
from esfportal.ui.form_layouts import DateField, PortalHelper, Short
from participants.certificates.actions import NEED_TEXT
from participants.certificates.states import Step
from participants.evidence.forms import SCAN
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


class StepForm(RowVersionForm):
    def __init__(self, *args, certificate, step, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (certificate,)
        if step == Step.CONFIRM:
            self.fields["signed_on"] = DateField(
                label=_("Signed on"), offers_today=True, error_messages={"required": _("State the day.")}
            )
            self.fields["file"] = UploadField(label=SCAN, required=False)
        if step in NEED_TEXT:
            self.fields["note"] = ReasonField(
                label=LABELS.get(step, _("Reason")), error_messages={"required": NEED_TEXT[step]}
            )
        layout = [Short("signed_on")] if "signed_on" in self.fields else []
        layout += [name for name in ("note", "file") if name in self.fields]
        self.helper = PortalHelper(*layout, submit=VERBS[step], cancel_url=cancel_url)
