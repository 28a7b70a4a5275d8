"""Forms that correct a row or leave it out."""

from django import forms
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
        self.columns = FORMATS[kind].by_key
        if self.is_bound:
            self._read_fields()
        else:
            for problem in problems:
                self._add_fields(problem, words or {})

    def _read_fields(self):
        for key in self.columns:
            if f"cell-{key}" in self.data:
                self.fields[f"cell-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"was-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"seen-{key}"] = forms.CharField(max_length=LONGEST, required=False)
                self.fields[f"empty-{key}"] = forms.BooleanField(required=False)

    def _add_fields(self, problem, words):
        key, column = problem.key, self.columns.get(problem.key)
        if column is None:
            return
        if field := self.fields.get(f"cell-{key}"):
            field.help_text = f"{field.help_text} {problem.message}"
            return
        choices = explained(words.get(column.name, ())) or choices_of(column)
        shown = problem.value if problem.is_whole else ""
        if choices and shown not in dict(choices):
            shown = ""
        self.fields[f"cell-{key}"] = forms.CharField(
            label=problem.column,
            help_text=self._hint(problem, shown),
            initial=shown,
            required=False,
            widget=self._widget(column, choices),
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
        return [
            [self[name] for name in (f"cell-{key}", f"empty-{key}") if name in self.fields]
            for key in self.columns
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


class LeaveOutForm(RowVersionForm):
    row = forms.IntegerField(min_value=1, max_value=3 * ROWS, widget=forms.HiddenInput)
    # None is chosen beforehand: it would stand for rows of which it is not true.
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose")), *Reason.choices])
    text = forms.CharField(
        label=_("Note"),
        help_text=_("It stands beside the row in the file with the rows left out."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )

    def __init__(self, data=None, *, draft, row=0, reason=""):
        super().__init__(data, initial={"row": row, "reason": reason}, auto_id=f"out-{row}-%s")
        self.rows = (draft,)

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
