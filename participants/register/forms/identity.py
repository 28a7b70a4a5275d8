"""Forms for a wrong identity: correct it, or void a registration made by mistake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm, latest_event
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Short, TextField
from participants.register.forms.fields import NumberField, ReasonField
from participants.register.forms.layouts import inline
from participants.register.models import Sex


class IdentityForm(VersionedForm):
    personal_identity_number = NumberField(
        label=_("Another personal identity number"),
        help_text=_("Leave it empty to keep the number as it is. The old number is kept, and still found."),
    )
    birth_date = DateField(
        label=_("Birth date"),
        help_text=_("A number that tells the birth date decides it."),
        error_messages={"required": _("State the birth date.")},
    )
    sex = forms.ChoiceField(
        label=_("Gender"),
        choices=[(Sex.WOMAN, _("Woman")), (Sex.MAN, _("Man"))],
        widget=forms.RadioSelect,
    )
    given_name = TextField(label=_("Given name"), max_length=100)
    family_name = TextField(label=_("Family name"), max_length=100)
    reason = ReasonField()

    def __init__(self, *args, participation, cancel_url, **kwargs):
        person = participation.person
        self.participation = participation
        initial = {
            "birth_date": person.birth_date,
            "sex": person.sex,
            "given_name": participation.given_name,
            "family_name": participation.family_name,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = PortalHelper(
            Short("personal_identity_number"),
            Short("birth_date"),
            inline("sex"),
            Pair("given_name", "family_name"),
            "reason",
            submit=_("Save corrections"),
            cancel_url=cancel_url,
            mark_optional=False,
            autocomplete="off",
        )

    def latest_change(self):
        return latest_event(self.participation, self.participation.person)

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class VoidForm(RowVersionForm):
    reason = ReasonField()

    def __init__(self, *args, participation, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        # Also a colleague's period or outcome since then: the registration may have been no mistake.
        self.rows = (participation, participation.spells.all(), participation.outcomes.all())
        self.helper = PortalHelper("reason", submit=_("Void the registration"), cancel_url=cancel_url)
