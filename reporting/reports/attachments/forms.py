from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.files.fields import UploadField
from esfportal.ui.form_layouts import PortalHelper, TextField
from esfportal.ui.plain_text import tidy, without_unseen
from participants.register.identity import numbers

NUMBER = _("The text has a personal identity number. Remove it.")
NUMBER_IN_NAME = _("The file's name has a personal identity number. Give the file another name.")


class AttachmentForm(forms.Form):
    title = TextField(
        label=_("Title"), max_length=150, help_text=_("What the file is, such as “Evaluation, first part”.")
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    file = UploadField()

    def __init__(self, data=None, files=None, *, texts, chosen):
        """texts: those that ask for files; chosen: the query of the address, with the section chosen first."""
        super().__init__(data, files, initial={"section": chosen.get("section")})
        self.sections = {text.section.key: text.section for text in texts}
        choices = [(key, section.heading) for key, section in self.sections.items()]
        self.fields["section"].choices = [("", _("The report as a whole")), *choices]
        if not choices:
            del self.fields["section"]
        self.helper = PortalHelper(*self.fields, submit=_("Attach the file"), mark_optional=False)

    @property
    def chosen_section(self):
        """The section that asks for the file, None for the report as a whole."""
        return self.sections.get(self.cleaned_data.get("section"))

    def clean_title(self):
        return _without_number(self.cleaned_data["title"], NUMBER)

    def clean_file(self):
        file = self.cleaned_data["file"]
        self.name = tidy(without_unseen(file.name))
        _without_number(self.name, NUMBER_IN_NAME)
        return file


def _without_number(text, message):
    if numbers.are_in(text):
        raise forms.ValidationError(message, code="number")
    return text
