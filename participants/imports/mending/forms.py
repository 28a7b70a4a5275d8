"""Forms that correct a row or leave it out."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import DateInput
from esfportal.ui.plain_text import isolated
from participants.imports.reading import values
from participants.imports.reading.columns import FORMATS
from participants.imports.reading.masking import mask_numbers
from participants.imports.reading.rows import LONGEST
from participants.imports.workbooks.limits import ROWS

EMPTY = "-empty-"  # the choice that empties a cell
LEVELS = [(str(level), str(level)) for level in range(9)]
QUIET = {"autocomplete": "off", "spellcheck": "false"}


class Reason(models.TextChoices):
    DOUBLE = "double", _("It is in the file twice")
    UNKNOWN = "unknown", _("The right value is not known yet")
    OTHER_LIST = "other_list", _("It belongs in another list")
    NOT_NOW = "not_now", _("It is not to be registered now")
    OTHER = "other", _("Another reason")


class RowForm(RowVersionForm):
    """The mistaken cells of one row. What is left as it was shown is not changed."""

    row = forms.IntegerField(min_value=1, max_value=3 * ROWS, widget=forms.HiddenInput)

    def __init__(self, data=None, *, kind, draft, row=0, problems=(), words=None):
        super().__init__(data, initial={"row": row}, auto_id=f"row-{row}-%s")
        self.rows = (draft,)
        self.columns, self.words = FORMATS[kind].by_key, words or {}
        if self.is_bound:
            self._read_fields()
        else:
            for problem in problems:
                self._add_fields(problem)

    def _read_fields(self):
        for key in self.columns:
            if f"cell-{key}" in self.data:
                self.fields[f"cell-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"was-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"seen-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"empty-{key}"] = forms.BooleanField(required=False)

    def _add_fields(self, problem):
        key, column = problem.key, self.columns.get(problem.key)
        if column is None:
            return
        if field := self.fields.get(f"cell-{key}"):
            field.help_text = f"{field.help_text} {problem.message}"
            return
        choices = explained(self.words.get(column.name, ())) or choices_of(column)
        shown = problem.value if problem.is_whole else ""
        if choices and shown not in dict(choices):
            shown = ""
        self.fields[f"cell-{key}"] = forms.CharField(
            label=problem.column,
            help_text=self._hint(problem, shown),
            initial=shown,
            required=False,
            widget=self._widget(column, choices),
            validators=[MaxLengthValidator(LONGEST)],
        )
        for name, text in (("was", shown), ("seen", problem.value)):
            self.fields[f"{name}-{key}"] = forms.CharField(
                initial=text, required=False, widget=forms.HiddenInput
            )
        if problem.value and not (shown or choices or column.required):
            self.fields[f"empty-{key}"] = forms.BooleanField(label=_("Empty the cell"), required=False)

    @staticmethod
    def _hint(problem, shown):
        if problem.value in ("", shown):
            return problem.message
        if not problem.message:
            return gettext("Now: %(value)s") % {"value": isolated(problem.value)}
        return gettext("%(message)s In the file: %(value)s") % {
            "message": problem.message,
            "value": isolated(problem.value),
        }

    @staticmethod
    def _widget(column, choices):
        if choices:
            empty = [] if column.required else [(EMPTY, _("an empty cell"))]
            return forms.Select(choices=[("", _("as in the file")), *choices, *empty])
        return DateInput() if column.parse is values.day else forms.TextInput(attrs=QUIET)

    @property
    def cells(self):
        return self._cells_of(self.columns)

    def _cells_of(self, keys):
        return [
            [self[name] for name in (f"cell-{key}", f"empty-{key}") if name in self.fields]
            for key in keys
            if f"cell-{key}" in self.fields
        ]

    @property
    def changed(self):
        """Return ({column: new text}, {column: what the page showed}) of the cells that were changed."""
        given, texts = self.cleaned_data, {}
        for key in self.columns:
            text = given.get(f"cell-{key}")
            if text is None:
                continue
            if text == EMPTY or given.get(f"empty-{key}"):
                texts[key] = ""
            elif text != given[f"was-{key}"]:
                texts[key] = text
        return texts, {key: given[f"seen-{key}"] for key in texts}


class WholeRowForm(RowForm):
    """All cells of one row, also those without a mistake and those of columns that the file lacks."""

    def __init__(self, data=None, *, cells, problems=(), **options):
        # `cells`: of RowReader.shown_cells.
        mistaken = {problem.key for problem in problems}
        self.shown = [*problems, *(cell for cell in cells if cell.key not in mistaken)]
        self.in_file = {cell.key for cell in cells if cell.is_in_file}
        super().__init__(data, problems=self.shown, **options)
        del self.fields["row"]  # it is in the address

    def _read_fields(self):
        for cell in self.shown:
            self._add_fields(cell)

    @property
    def cells_in_file(self):
        return self._cells_of(key for key in self.columns if key in self.in_file)

    @property
    def cells_added(self):
        return self._cells_of(key for key in self.columns if key not in self.in_file)


class ListedRowForm(RowVersionForm):
    """A form in the list of rows that changes one of them."""

    row = forms.IntegerField(min_value=1, max_value=3 * ROWS, widget=forms.HiddenInput)

    def __init__(self, data=None, *, draft, row=0, **initial):
        super().__init__(data, initial={"row": row, **initial}, auto_id=f"{self.id_prefix}-{row}-%s")
        self.rows = (draft,)


class TakeInForm(ListedRowForm):
    id_prefix = "in"


class LeaveOutForm(ListedRowForm):
    id_prefix = "out"
    # None is chosen beforehand: it would stand for rows of which it is not true.
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose")), *Reason.choices])
    text = forms.CharField(
        label=_("Note"),
        help_text=_("It stands beside the row in the file with the rows left out."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )

    def clean_text(self):
        return mask_numbers(self.cleaned_data["text"])


def explained(words):
    """Return the project's own words as choices: a municipality with its code, a code with its name."""
    return [(word, word if meaning == word else f"{word} ({meaning})") for word, meaning in words]


def choices_of(column):
    """Return the words of a column; none for free text."""
    if isinstance(column.parse, values.WordList):
        return [(word, word) for word in column.parse.listed().split(", ")]
    return LEVELS if column.parse is values.isced else []
