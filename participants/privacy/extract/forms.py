from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import DateField, PortalHelper, Short
from participants.privacy.extract.form_choices import IDENTIFIED, KINDS, LANGUAGES


class ExtractForm(forms.Form):
    requested_on = DateField(
        label=_("When the person asked"),
        error_messages={"required": _("State the day on which the person asked.")},
    )
    identified_by = forms.ChoiceField(
        label=_("How you know who asks"),
        choices=IDENTIFIED,
        widget=forms.RadioSelect,
        error_messages={"required": _("State how you know that it is the person who asks.")},
    )
    kind = forms.ChoiceField(label=_("File"), choices=KINDS, widget=forms.RadioSelect, initial="pdf")
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect, initial="sv"
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(
            Short("requested_on"),
            "identified_by",
            "kind",
            "language",
            submit=_("Make the extract"),
            cancel_url=cancel_url,
        )

    def clean_requested_on(self):
        day = self.cleaned_data["requested_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("The day is in the future. Check the year."))
        return day
