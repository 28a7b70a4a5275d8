from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.security.single_use import SingleUseForm
from esfportal.ui.form_layouts import DateField, LongTextField, PortalHelper, Short
from participants.plans import rules
from participants.plans.forms.labels import in_sentence_case
from participants.plans.models import Note
from participants.register.forms.fields import ReasonField, add_problems


class NoteForm(SingleUseForm):
    kind = forms.ChoiceField(
        label=_("Kind of note"),
        choices=in_sentence_case(Note.Kind),
        widget=forms.RadioSelect,
        error_messages={"required": _("State what kind of note it is.")},
    )
    happened_on = DateField(
        label=_("Date"),
        offers_today=True,
        initial=timezone.localdate,
        error_messages={"required": _("State the day.")},
    )
    text = LongTextField(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What is needed for the work, and nothing else: the participant may read it. No personal identity numbers."
        ),
        error_messages={"required": _("Write the note.")},
    )
    readers = forms.ChoiceField(
        label=_("Who may read it"),
        choices=in_sentence_case(Note.Readers),
        widget=forms.RadioSelect,
        help_text=_("Of those who may open the participant. Notes are in no export."),
        error_messages={"required": _("State who may read it.")},
    )

    def __init__(self, *args, participation, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.makes = f"note {participation.public_id}"
        self.helper = PortalHelper(
            "kind",
            Short("happened_on"),
            "text",
            "readers",
            submit=_("Save the note"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean(self):
        given = self.cleaned_data
        add_problems(self, rules.text_problems(text=given.get("text", "")))
        if given.get("happened_on") and given["happened_on"] > timezone.localdate():
            self.add_error("happened_on", gettext("The date has not come yet."))


class WithdrawNoteForm(RowVersionForm):
    reason = ReasonField(label=_("Why it is withdrawn"))

    def __init__(self, *args, note, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (note,)
        self.helper = PortalHelper("reason", submit=_("Withdraw the note"), cancel_url=cancel_url)
