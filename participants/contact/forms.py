import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import PortalHelper, TextField
from participants.contact.models import Channel, ContactDetails, Language
from participants.register.identity import numbers

TELEPHONE = re.compile(r"\+?[0-9][0-9 ()/-]{4,24}")


def check_telephone(text):
    if not TELEPHONE.fullmatch(text) or numbers.are_in(text):
        raise ValidationError(_("Write the number with digits, for example 070-123 45 67."), code="phone")


class ContactDetailsForm(VersionedForm):
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    phone = TextField(label=_("Telephone"), max_length=30, required=False, validators=[check_telephone])
    channel = forms.ChoiceField(
        label=_("Messages from the project"),
        widget=forms.RadioSelect,
        help_text=_(
            "A link to the own page, and questions in surveys. The e-mails name the project and nothing of the person."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the messages"), required=False)

    def __init__(self, *args, instance, submit, cancel_url, **kwargs):
        self.instance = instance or ContactDetails()
        stored = {name: getattr(self.instance, name) for name in self.base_fields}
        super().__init__(*args, initial=stored, **kwargs)
        for name, choices in (("channel", Channel), ("language", Language)):
            self.fields[name].choices = [(value, capfirst(str(label))) for value, label in choices.choices]
        self.helper = PortalHelper(submit=submit, cancel_url=cancel_url)

    def clean(self):
        given = super().clean()
        lacks_address = "email" in given and not given["email"]
        if lacks_address and given.get("channel") == Channel.EMAIL:
            self.add_error("email", _("Write the e-mail address that messages are sent to."))
        return given

    def values(self):
        return dict(self.cleaned_data)
