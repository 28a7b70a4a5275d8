import secrets

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.languages import active_language
from esfportal.ui.form_layouts import LongTextField, PortalHelper, Short, TextField
from projects.forms.fields import AmountField
from reporting.indicators.enums import Span
from reporting.indicators.measures import PARTICIPANTS
from reporting.sampling import questions
from reporting.sampling.models import LARGEST, LONGEST_SEED
from reporting.sampling.states import Answer, Method

PROPOSED_SIZE = 30
MOST_OWN, LONGEST_NOTE = 1000, 2000  # characters


class WhichFigure(forms.Form):
    """The figure of a report, as addresses name it."""

    figure = forms.CharField(max_length=60, required=False)
    span = forms.ChoiceField(
        choices=[(span, span) for span in (Span.CUMULATIVE, Span.PERIOD)], required=False
    )

    @property
    def chosen(self):
        given = self.cleaned_data if self.is_valid() else {}
        return {"figure": given.get("figure") or PARTICIPANTS, "span": given.get("span") or Span.CUMULATIVE}


def new_seed():
    return secrets.token_hex(4)


class DrawForm(forms.Form):
    size = forms.IntegerField(
        label=_("Sample size"), min_value=1, error_messages={"required": _("State how many to draw.")}
    )
    seed = TextField(
        label=_("Seed"),
        max_length=LONGEST_SEED,
        help_text=_(
            "Made at random. Enter your own to draw a sample again, or one that was agreed on before."
        ),
        error_messages={"required": _("Enter a seed.")},
    )
    method = forms.ChoiceField(label=_("Method"), widget=forms.RadioSelect)
    questions = forms.MultipleChoiceField(
        label=_("What is checked of each item"), widget=forms.CheckboxSelectMultiple, required=False
    )
    own = LongTextField(
        label=_("Further questions"),
        required=False,
        max_length=MOST_OWN,
        help_text=_("One on each line, without names of persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, frozen, cancel_url, **kwargs):
        self.subject = frozen.source.subject
        asked = questions.questions_of(self.subject)
        most = min(LARGEST, len(frozen.drawable))
        proposed = {
            "size": min(PROPOSED_SIZE, most) or None,
            "seed": new_seed(),
            "method": Method.RANDOM,
            "questions": [each["key"] for each in asked],
        }
        super().__init__(*args, initial=proposed, **kwargs)
        self.fields["size"].help_text = _("At most %(number)s.") % {"number": most}
        self.fields["questions"].choices = [(each["key"], each[active_language()]) for each in asked]
        names = [Short("size"), Short("seed"), "method", "questions", "own"]
        self.fields["method"].choices = _in_sentence_case(Method)
        if not frozen.is_money:
            del self.fields["method"]
            names.remove("method")
        self.helper = PortalHelper(
            *names, submit=_("Draw the sample"), cancel_url=cancel_url, mark_optional=False
        )

    def drawn(self):
        """Return the arguments of draw_sample()."""
        given = self.cleaned_data
        return {
            "method": given.get("method", Method.RANDOM),
            "seed": given["seed"],
            "size": given["size"],
            "questions": questions.chosen(self.subject, given["questions"], given["own"]),
        }


class ItemForm(VersionedForm):
    """The answers of an item, a field for each question, and its note; `note` is None if it can't be read."""

    def __init__(self, *args, item, note, cancel_url, **kwargs):
        self.instance, self.item = item, item
        asked = item.sample.questions
        stored = {_field(each["key"]): item.answers.get(each["key"], "") for each in asked}
        stored |= {"fault_amount": item.fault_amount, "note": note}
        super().__init__(*args, initial=stored, **kwargs)
        for each in asked:
            self.fields[_field(each["key"])] = forms.ChoiceField(
                label=each[active_language()],
                choices=_in_sentence_case(Answer),
                widget=forms.RadioSelect,
                required=False,
            )
        if item.amount is not None:
            self.fields["fault_amount"] = AmountField(
                label=_("Amount of the fault"),
                max_digits=14,
                decimal_places=2,
                min_value=0,
                required=False,
                help_text=_("In kronor: what was declared too much. 0 if the fault changes no amount."),
            )
        if note is not None:
            self.fields["note"] = LongTextField(
                label=_("Note"),
                required=False,
                max_length=LONGEST_NOTE,
                help_text=_("Stored encrypted. The project reads it when the sample is closed."),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        rest = [
            *([Short("fault_amount")] if item.amount is not None else []),
            *([] if note is None else ["note"]),
        ]
        self.helper = PortalHelper(
            Div(
                *(Field(_field(each["key"]), wrapper_class="field-inline") for each in asked),
                css_class="question-rows",
            ),
            *rest,
            submit=_("Save"),
            then=_("Save and show the next"),
            cancel_url=cancel_url,
            mark_optional=False,
        )

    def found(self):
        """Return the arguments of check_item()."""
        given = self.cleaned_data
        return {
            "answers": {each["key"]: given[_field(each["key"])] for each in self.item.sample.questions},
            "fault_amount": given.get("fault_amount"),
            "note": given.get("note"),
        }

    @property
    def shows_next(self):
        return self.data.get("then") == "next"


def _in_sentence_case(choices):
    return [(each.value, capfirst(str(each.label))) for each in choices]


def _field(key):
    return f"answer_{key}"


class CloseForm(RowVersionForm):
    def __init__(self, *args, rows, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.helper = PortalHelper(submit=_("Close the sample"), cancel_url=cancel_url)
