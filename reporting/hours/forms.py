from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm
from esfportal.ui.formats import month_text
from participants.attendance.forms.activities import months_between

USUAL = 3  # months, until another choice


class MonthsFilter(FilterForm):
    """From and to which month: those of the last two years, the latest first."""

    first = forms.ChoiceField(label=_("From"), required=False)
    last = forms.ChoiceField(label=_("To"), required=False)

    def __init__(self, *args, since, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months_between(since, today)}
        choices = [(value, capfirst(month_text(month))) for value, month in self.months.items()]
        self.fields["first"].choices = self.fields["last"].choices = choices
        offered = list(self.months)
        self.initial = {"first": offered[:USUAL][-1], "last": offered[0]}

    @property
    def span(self):
        """Return the first days of the first and of the last month, in order."""
        chosen = [self.months[self.values.get(name) or self.initial[name]] for name in ("first", "last")]
        return min(chosen), max(chosen)
