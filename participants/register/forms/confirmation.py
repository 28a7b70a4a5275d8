"""Warnings in a form: shown with a tick box each, and saved when all are ticked."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participants.register.forms.layouts import include

WARNINGS = include("warnings")


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
        confirmed = self.cleaned_data.get("confirmed", [])
        if any(each.code not in confirmed for each in self.warnings):
            self.add_error("confirmed", gettext("Correct it, or tick what is right."))

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}
