from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper, Short
from participants.contact.forms import ContactDetailsForm
from participants.contact.models import Channel


class AskForCodeForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("Send me a code"))


class AskForLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("email", submit=_("Send me a link"))


class OwnDetailsForm(ContactDetailsForm):
    """Telephone and wishes; the address has a form of its own."""

    email = None

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, submit=_("Save"), cancel_url="", **kwargs)
        if not instance.email:
            del self.fields["channel"], self.fields["language"]
            self.helper = PortalHelper(Short("phone"), submit=_("Save"))

    def latest_change(self):
        """Return None: who else has changed it is not named here."""

    def values(self):
        return {"channel": Channel.NONE, "language": "", **self.cleaned_data}


class NewAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("email", submit=_("Send me a code"), cancel_url=cancel_url)
