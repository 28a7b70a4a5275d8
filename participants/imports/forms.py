from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import PortalHelper
from esfportal.ui.formats import number
from participants.imports.matching.plan import PersonQuestion
from participants.imports.one_person.compared import choices_of
from participants.imports.reading.columns import FORMATS
from participants.register.forms.fields import ReasonField

MEBIBYTE = 1024 * 1024
SHEET_NAME_LENGTH = 100


class ImportForm(forms.Form):
    """A list: a file, or cells that were copied in a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or a workbook. The column headings are in Swedish or English."),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods"}),
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        max_length=SHEET_NAME_LENGTH,
        required=False,
        help_text=_("Only for a workbook with several sheets. Empty: the first sheet with known headings."),
    )
    pasted = forms.CharField(
        label=_("Or paste cells"),
        help_text=_("Copy the cells in the spreadsheet, headings too, and paste them here."),
        required=False,
        strip=False,  # a row may begin with an empty cell
        # A list of people is not for the browser to remember or to correct.
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false", "wrap": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(submit=_("Check the list"), mark_optional=False)

    @property
    def source(self):
        """Return the name of the field that the list came in."""
        return "pasted" if self.data.get("pasted", "").strip() else "file"

    def clean_pasted(self):
        # An empty cell at the edge is kept, an empty line is not.
        return self.cleaned_data["pasted"].strip("\r\n")

    def clean(self):
        given = self.cleaned_data
        if "file" in self.errors or "pasted" in self.errors:
            return
        if given["file"] and given["pasted"].strip():
            self.add_error("pasted", gettext("Choose a file or paste cells, not both."))
        elif given["pasted"].strip():
            given["file"] = ContentFile(given["pasted"].encode())
        elif not given["file"]:
            self.add_error("file", gettext("Choose a file, or paste the cells below."))

    def clean_file(self):
        file = self.cleaned_data["file"]
        limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if file and file.size > limit:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(limit)s MB. Divide it, or ask the portal's operator to "
                    "import it on the server, where size does not matter."
                )
                % {"limit": number(limit // MEBIBYTE)}
            )
        return file


class SheetForm(RowVersionForm):
    """Choice of another sheet with content."""

    sheet = forms.CharField(label=_("Sheet"), max_length=SHEET_NAME_LENGTH)

    def __init__(self, *args, draft, sheets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (draft,)
        self.fields["sheet"].widget = forms.Select(choices=[(name, name) for name in sheets])
        self.helper = PortalHelper(submit=_("Read this sheet"))


class KeysField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def valid_value(self, _value):
        return True  # the import compares them with the questions that it finds


class AnswersForm(forms.Form):
    """A tick box for each question about a file, and the reason for corrections; what was asked is sent, too."""

    confirmed = KeysField(label=_("Tick what is right"), required=False)
    asked = KeysField(required=False, widget=forms.MultipleHiddenInput)
    reason = ReasonField(label=_("Reason for the correction"), required=False)
    asks_reason = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, questions=(), draft=None, asks_reason=False, **kwargs):
        initial = {"asked": [question.key for question in questions], "asks_reason": asks_reason}
        if draft:
            initial |= {"confirmed": list(draft.confirmed), "reason": draft.reason}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["confirmed"].choices = [(question.key, str(question)) for question in questions]

    def clean(self):
        given = self.cleaned_data
        self.ticked = given["confirmed"]  # also where others are not
        if not set(given["asked"]) <= set(given["confirmed"]):
            self.add_error("confirmed", gettext("Answer every question, or correct the file."))
        if given["asks_reason"] and "reason" in given and not given["reason"]:
            self.add_error("reason", gettext("Say why the file corrects what is stored."))


class PeopleForm(forms.Form):
    """An answer for each question about a person; a question may wait."""

    def __init__(self, *args: Any, questions: Iterable[PersonQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.key] = forms.ChoiceField(
                label=gettext("Who is row %(row)s about?") % {"row": question.rows[0].row},
                choices=choices_of(question),
                widget=forms.RadioSelect,
                required=False,
                initial=question.answer,
            )
        self.helper = PortalHelper(mark_optional=False)
        self.helper.form_tag, self.helper.disable_csrf = False, True

    def answers(self):
        return {key: answer for key, answer in self.cleaned_data.items() if answer}


def columns_of(kind):
    return FORMATS[kind].columns
