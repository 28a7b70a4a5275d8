"""Work, studies and income at the start and at the end of a period."""

from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import Pair, Section
from esfportal.ui.questions import Question
from participants.register.forms.fields import add_problems
from participants.register.models import Income, Moment, Study, Work
from participants.register.models.situation import MOST_HOURS, WHOLE
from participants.register.rules.situations import income_problem, number_problems

# Rows on the page; a person seldom lives on more.
INCOMES = (_("Income"), _("Second income"), _("Third income"))
LEGENDS = {
    Moment.ENTRY: _("Work, studies and income at the start"),
    Moment.EXIT: _("Work, studies and income at the end"),
}


def _number(label, least, most):
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def _choice(label, choices):
    options = [("", _("not stated")), *((value, text.capitalize()) for value, text in choices.choices)]
    return forms.ChoiceField(label=label, choices=options, required=False)


class SituationForm(forms.Form):
    """Fields of the moments in `moments`; `stored` is a spell that has answers already."""

    moments = ()

    def add_situations(self, stored=None):
        for moment in self.moments:
            self.fields.update(_fields(moment))
            if stored:
                self.initial = {**self.initial, **_initial(stored, moment)}

    def situation_sections(self):
        for moment in self.moments:
            yield Section(
                LEGENDS[moment],
                _pair(f"work_at_{moment}", f"work_hours_at_{moment}"),
                _pair(f"study_at_{moment}", f"study_extent_at_{moment}"),
                *(_pair(f"income_{row}_at_{moment}", f"extent_{row}_at_{moment}") for row in _rows()),
            )

    def clean_situations(self):
        for moment in self.moments:
            add_problems(self, number_problems(self.cleaned_data, moment))
            fields = [f"income_{row}_at_{moment}" for row in _rows()]
            stated = [(field, self.cleaned_data[field]) for field in fields if self.cleaned_data.get(field)]
            sources = [source for _field, source in stated]
            for number, (field, _source) in enumerate(stated):
                if text := income_problem(sources, number):
                    self.add_error(field, text)

    def values(self):
        """Return the cleaned values, with the rows of incomes as the lists that are stored."""
        values = super().values()
        for moment in self.moments:
            rows = [
                (values.pop(f"income_{row}_at_{moment}", ""), values.pop(f"extent_{row}_at_{moment}", None))
                for row in _rows()
            ]
            stated = [(source, extent) for source, extent in rows if source]
            values[f"incomes_at_{moment}"] = [source for source, _extent in stated]
            values[f"income_extents_at_{moment}"] = [extent for _source, extent in stated]
        return values


def _pair(*names):
    return Pair(*map(Question, names))


def _rows():
    return range(1, len(INCOMES) + 1)


def _fields(moment):
    yield f"work_at_{moment}", _choice(_("Work"), Work)
    yield f"work_hours_at_{moment}", _number(_("Hours a week"), 0, MOST_HOURS)
    yield f"study_at_{moment}", _choice(_("Studies"), Study)
    yield f"study_extent_at_{moment}", _number(_("Extent, per cent"), 0, WHOLE)
    for row in _rows():
        yield f"income_{row}_at_{moment}", _choice(INCOMES[row - 1], Income)
        yield f"extent_{row}_at_{moment}", _number(_("Extent, per cent"), 0, WHOLE)


def _initial(spell, moment):
    names = ("work", "work_hours", "study", "study_extent")
    initial = {f"{name}_at_{moment}": getattr(spell, f"{name}_at_{moment}") for name in names}
    incomes = zip(
        getattr(spell, f"incomes_at_{moment}"), getattr(spell, f"income_extents_at_{moment}"), strict=True
    )
    for row, (source, extent) in enumerate(incomes, 1):
        initial |= {f"income_{row}_at_{moment}": source, f"extent_{row}_at_{moment}": extent}
    return initial
