from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm
from reporting.indicators.enums import LineKind, Span
from reporting.indicators.explain import counted_indicators
from reporting.indicators.measures import PARTICIPANTS


class FigureForm(FilterForm):
    figure = forms.ChoiceField(label=_("Figure"), required=False)
    span = forms.ChoiceField(
        label=_("Time"),
        choices=[(Span.CUMULATIVE, _("Since the project's start")), (Span.PERIOD, _("In the period"))],
        required=False,
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        # As in the report, but the participants first.
        figures = sorted(counted_indicators(report.project), key=lambda each: each.code != PARTICIPANTS)
        self.fields["figure"].choices = [(each.code, _named(each)) for each in figures]

    @property
    def code(self):
        return self.values.get("figure", PARTICIPANTS)

    @property
    def chosen_span(self):
        return self.values.get("span", Span.CUMULATIVE)


def _named(indicator):
    name = capfirst(str(indicator.name))
    return f"{name} ({indicator.code})" if indicator.kind != LineKind.MEASURE else name
