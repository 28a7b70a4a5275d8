from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import DateField, PortalHelper, Short
from participants.casework.forms.handover import HandoverForm
from participants.casework.models import AbsenceCover


class AbsenceForm(HandoverForm):
    starts_on = DateField(
        label=_("First day"), offers_today=True, error_messages={"required": _("State the day.")}
    )
    ends_on = DateField(
        label=_("Last day"),
        help_text=_("At most a year after the first."),
        error_messages={"required": _("State the day.")},
    )

    def __init__(self, *args, absent, **kwargs):
        super().__init__(*args, user=absent, **kwargs)
        self.fields["to"].label = _("Who covers")
        self.helper = PortalHelper(
            "to",
            Short("starts_on"),
            Short("ends_on"),
            "message",
            submit=_("Save the cover"),
            cancel_url=self.helper.cancel_url,
            mark_optional=True,
        )

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(gettext("Choose today or a later day."))
        return day

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and not first <= last <= first + AbsenceCover.LONGEST:
            text = gettext("The last day is before the first, or more than a year after it.")
            self.add_error("ends_on", text)
