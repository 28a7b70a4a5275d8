from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper
from participants.register.forms.fields import ReasonField


class UndoForm(forms.Form):
    reason = ReasonField()

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper("reason", submit=_("Undo the import"), cancel_url=cancel_url)
