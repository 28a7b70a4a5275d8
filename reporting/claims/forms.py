from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Short, TextField
from projects.forms.fields import AmountField
from reporting.claims.models import Claim
from reporting.claims.states import Step

NO_NAMES = _("Without names of persons.")


def _day(label):
    return DateField(label=label, offers_today=True, error_messages={"required": _("State the day.")})


def _amount(label):
    return AmountField(
        label=label,
        max_digits=14,
        decimal_places=2,
        help_text=_("In kronor."),
        error_messages={"required": _("State the amount.")},
    )


class PeriodForm(VersionedForm):
    starts_on = DateField(label=_("From"), error_messages={"required": _("State the day.")})
    ends_on = DateField(label=_("To"), error_messages={"required": _("State the day.")})

    def __init__(self, *args, claim, initial=None, cancel_url, **kwargs):
        self.instance = claim or Claim()
        stored = {name: getattr(claim, name) for name in ("starts_on", "ends_on")} if claim else initial
        super().__init__(*args, initial=stored, **kwargs)
        submit = _("Save") if claim else _("Make a draft")
        self.helper = PortalHelper(Pair("starts_on", "ends_on"), submit=submit, cancel_url=cancel_url)

    def clean(self):
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return given


class StepForm(RowVersionForm):
    """A step of a claim; `rows`: the claim, and the entries of a draft."""

    def __init__(self, *args, step, rows, amount, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        if step == Step.SUBMIT:
            self.fields["submitted_on"] = _day(_("Submitted on"))
            self.fields["reference"] = TextField(
                label=_("The funder's reference"),
                max_length=60,
                required=False,
                help_text=_("Such as a case number."),
            )
        elif step == Step.DECIDE:
            self.fields["decided_on"] = _day(_("Decided on"))
            self.fields["approved"] = _amount(_("Approved amount"))
            self.fields["reason"] = TextField(
                label=_("The funder's reason"), max_length=300, required=False, help_text=NO_NAMES
            )
        elif step == Step.PAY:
            self.fields["paid_on"] = _day(_("Paid on"))
            self.fields["paid"] = _amount(_("Paid amount"))
        self.initial = {"approved": amount, "paid": amount}
        names = [name if name == "reason" else Short(name) for name in self.fields]
        self.helper = PortalHelper(*names, submit=step.label, cancel_url=cancel_url)
