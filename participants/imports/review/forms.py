from django import forms
from django.utils.translation import gettext_lazy as _

from participants.imports.review.states import RowState


class StateForm(forms.Form):
    """The state that the list of rows is limited to, in the URL."""

    # The links name the states in words.
    state = forms.ChoiceField(
        label=_("State"), choices=[(state.value, state.value) for state in RowState], required=False
    )

    @property
    def chosen(self) -> str:
        return self.cleaned_data["state"] if self.is_valid() else ""
