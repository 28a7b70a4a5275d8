from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper
from participants.register.models import ListExport


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=_("File"),
        choices=ListExport.Format,
        widget=forms.RadioSelect,
        initial=ListExport.Format.XLSX,
    )

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("Download the list"), cancel_url=cancel_url)
