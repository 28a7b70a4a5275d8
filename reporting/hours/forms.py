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

    def __init__(self, data, *, since, today):
        self.months = {f"{month:%Y-%m}": month for month in months_between(since, today)}
        offered = list(self.months)
        self.usual = {"first": offered[:USUAL][-1], "last": offered[0]}
        chosen = {
            name: data[name] if data.get(name) in offered else usual for name, usual in self.usual.items()
        }
        super().__init__(chosen)  # so that the fields show what the page shows
        choices = [(value, capfirst(month_text(month))) for value, month in self.months.items()]
        self.fields["first"].choices = self.fields["last"].choices = choices

    def chips(self):
        return []  # the fields show the months, and there is no list of all months

    @property
    def span(self):
        """Return the first days of the first and of the last month, in order."""
        chosen = [self.months[self.values[name]] for name in ("first", "last")]
        return min(chosen), max(chosen)
