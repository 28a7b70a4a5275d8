from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper, Short


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits, which you were told."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the code.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(Short("code"), submit=_("Open my page"))

    def refuse(self, tries_left):
        self.add_error("code", _("The code is not right. Tries left: %(count)s.") % {"count": tries_left})
