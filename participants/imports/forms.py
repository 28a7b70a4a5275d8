from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import number
from participants.imports.reading.columns import FORMATS

MEBIBYTE = 1024 * 1024
SHEET_NAME_LENGTH = 100


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or a workbook. The column headings are in Swedish or English."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.ods"}),
    )

    sheet = forms.CharField(
        label=_("Sheet"),
        max_length=SHEET_NAME_LENGTH,
        required=False,
        help_text=_("Only for a workbook with several sheets. Empty: the first sheet with known headings."),
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


class SheetForm(forms.Form):
    """Choice of another sheet with content."""

    sheet = forms.CharField(label=_("Read another sheet"), max_length=SHEET_NAME_LENGTH)

    def __init__(self, *args, sheets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].widget = forms.Select(choices=[(name, name) for name in sheets])
        self.helper = PortalHelper(submit=_("Read this sheet"))


def columns_of(kind):
    return FORMATS[kind].columns
