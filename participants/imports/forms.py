from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import number
from participants.imports.reading.columns import FORMATS

MEBIBYTE = 1024 * 1024


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX. The first row holds the column headings, in Swedish or English."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("Check the file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if file.size > limit:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(limit)s MB. Divide it, or ask the portal's operator to "
                    "import it on the server, where size does not matter."
                )
                % {"limit": number(limit // MEBIBYTE)}
            )
        return file


def columns_of(kind):
    return FORMATS[kind].columns
