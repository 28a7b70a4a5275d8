"""Warnings in a form: shown with a tick box each, and saved when all are ticked."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participants.register.forms.fields import ReasonField
from participants.register.forms.layouts import include
from participants.register.models import WarningCode
from participants.register.rules import corrections

WARNINGS = include("warnings")
NOT_STORED = ("confirmed", "reason")


class ConfirmedField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def valid_value(self, _value):
        return True  # a warning that no longer applies may still be ticked


class ConfirmingForm(forms.Form):
    """A form with warnings; subclasses return them from `find_warnings` and include WARNINGS in the layout."""

    confirmed = ConfirmedField(label=_("Check before saving"), required=False)
    warnings = ()

    def ask_about_warnings(self):
        """Show the warnings; an unanswered one is an error. Call it last in clean()."""
        self.warnings = self.find_warnings()
        self.fields["confirmed"].choices = [(each.code, each.message) for each in self.warnings]
        self.fields["confirmed"].required = bool(self.warnings)  # so that it is not marked as optional
        confirmed = self.cleaned_data.get("confirmed", [])
        if any(each.code not in confirmed for each in self.warnings):
            self.add_error("confirmed", gettext("Correct it, or tick what is right."))

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_STORED}

    def said(self):
        """Return what the log and the history keep in addition to the values, as arguments of the action."""
        # Questions that concern one form only, such as how many people leave, are not kept.
        said = {"confirmed": [each.code for each in self.warnings if each.code in WarningCode]}
        return said | ({"reason": self.cleaned_data["reason"]} if "reason" in self.fields else {})


class CorrectingForm(ConfirmingForm):
    """A form that replaces stored values, with a reason for those that figures count."""

    reason = ReasonField(
        required=False,
        label=_("Reason for the correction"),
        help_text=_(
            "Needed when something that figures count is replaced, not when something empty is filled in. Write no "
            "names and no numbers."
        ),
    )

    def check_reason(self):
        # `instance` is the stored row.
        is_answered = self.cleaned_data.get("reason") or "reason" in self.errors
        if corrections.replaced(self.instance, self.values()) and not is_answered:
            self.add_error("reason", gettext("Write the reason for the correction."))
