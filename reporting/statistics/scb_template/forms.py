from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.files.fields import UploadField
from esfportal.files.kinds import FileKind
from esfportal.ui.form_layouts import Pair, PortalHelper, Section, Short, ShowWhen, TextField
from esfportal.ui.formats import moment
from esfportal.ui.plain_text import isolated
from participants.imports.workbooks.limits import HEADER_ROWS
from participants.register.identity import numbers
from reporting.statistics.scb_template.filling.cell_values import DateFormat
from reporting.statistics.scb_template.filling.fields import Field
from reporting.statistics.scb_template.filling.file_names import PLACES, unknown_places
from reporting.statistics.scb_template.models import FIRST_ROWS, LONGEST_TEXT

NO_XLSX = _("The file is no Excel workbook (XLSX).")
NUMBER = _("The text has a personal identity number. Remove it.")
SETTINGS = ("date_format", "open_end", "unknown", "woman", "man", "yes", "no", "file_name")


class UploadForm(RowVersionForm):
    file = UploadField(
        label=_("SCB's template"),
        help_text=_("The empty workbook as SCB gave it: XLSX, without macros."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    is_replaced = forms.BooleanField(
        label=_("Replace the draft"), error_messages={"required": _("Say that the draft is replaced.")}
    )

    def __init__(self, *args, draft, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        if draft:
            self.rows = (draft,)
            about = {"name": isolated(str(draft.uploaded_by)), "when": moment(draft.uploaded_at)}
            text = _("%(name)s uploaded one %(when)s, and it is not in use yet. It is lost.") % about
            self.fields["is_replaced"].help_text = text
        else:
            del self.fields["is_replaced"]
        self.helper = PortalHelper(
            submit=_("Upload the template"), cancel_url=cancel_url, mark_optional=False
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.kind != FileKind.XLSX:
            raise forms.ValidationError(NO_XLSX, code="kind")
        return file


class RowsForm(RowVersionForm):
    sheet = forms.ChoiceField(label=_("Sheet"))
    heading_row = forms.IntegerField(label=_("Row of the headings"), min_value=1, max_value=HEADER_ROWS)

    def __init__(self, *args, draft, sheets, cancel_url, **kwargs):
        self.rows = (draft,)  # all columns are read anew, and not only what was typed here
        initial = {"sheet": draft.sheet, "heading_row": draft.heading_row}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        self.helper = PortalHelper(
            "sheet", Short("heading_row"), submit=_("Read these headings"), cancel_url=cancel_url
        )


class _Text(TextField):
    def clean(self, value):
        text = super().clean(value)
        if numbers.are_in(text):
            raise forms.ValidationError(NUMBER, code="number")
        return text


def _text(label, text=""):
    return _Text(label=label, help_text=text, max_length=LONGEST_TEXT, required=False)


class TemplateForm(VersionedForm):
    """Each heading with its field, and how values are written."""

    first_row = forms.IntegerField(label=_("Row of the first participant"), min_value=2, max_value=FIRST_ROWS)
    date_format = forms.ChoiceField(label=_("Dates"), choices=DateFormat)
    open_end = _text(_("While there is no end"), _("Empty: the cell is empty."))
    unknown = _text(_("For what is not known"), _("As SCB asks for it. Empty: the cell is empty."))
    woman = _text(_("For a woman"))
    man = _text(_("For a man"))
    yes = _text(_("For an employed participant"))
    no = _text(_("For one who is not employed"))
    file_name = _Text(label=_("Name of the file"), max_length=LONGEST_TEXT)

    fields_of_columns: ClassVar = [("", _("not chosen")), *Field.choices]

    def __init__(self, *args, draft, cancel_url, **kwargs):
        self.instance, self.columns = draft, draft.columns
        initial = {name: getattr(draft, name) for name in ("first_row", *SETTINGS)}
        for number, column in enumerate(self.columns):
            initial |= {f"field_{number}": column.field, f"text_{number}": column.text}
        super().__init__(*args, initial=initial, **kwargs)
        for number, column in enumerate(self.columns):
            label = {"label": column.heading}
            self.fields[f"field_{number}"] = forms.ChoiceField(
                choices=self.fields_of_columns, required=False, **label
            )
            self.fields[f"text_{number}"] = _text(_("Text in “%s”") % column.heading)
        self.fields["file_name"].help_text = ", ".join(PLACES)
        self.helper = self._helper(cancel_url)

    def _helper(self, cancel_url):
        columns = []
        for number, _column in enumerate(self.columns):
            columns += [f"field_{number}", ShowWhen(f"field_{number}", Field.TEXT.value, f"text_{number}")]
        return PortalHelper(
            Section(_("Columns"), *columns),
            Section(
                _("How it is written"),
                Short("first_row"),
                "date_format",
                *(Pair("open_end", "unknown"), Pair("woman", "man"), Pair("yes", "no"), "file_name"),
            ),
            submit=_("Save and look at it"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def clean_file_name(self):
        pattern = self.cleaned_data["file_name"]
        if unknown := unknown_places(pattern):
            text = _("This can't stand in the name: %(found)s")
            raise forms.ValidationError(text % {"found": " ".join(unknown)}, code="place")
        return pattern

    def clean(self):
        given = super().clean()
        row = given.get("first_row")
        if row and row <= self.instance.heading_row:
            self.add_error("first_row", _("The first participant stands below the headings."))
        for number, column in enumerate(self.chosen()):
            if column.field == Field.TEXT and not column.text and f"text_{number}" not in self.errors:
                self.add_error(f"text_{number}", _("Write the text."))
        return given

    def chosen(self):
        given = self.cleaned_data
        found = []
        for number, column in enumerate(self.columns):
            field, text = given.get(f"field_{number}", ""), given.get(f"text_{number}", "")
            found.append(column._replace(field=field, text=text if field == Field.TEXT else ""))
        return found

    def values(self):
        given = {name: self.cleaned_data[name] for name in ("first_row", *SETTINGS)}
        return {"columns": self.chosen(), **given}
