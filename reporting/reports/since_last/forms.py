from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from esfportal.ui.form_layouts import FilterForm
from reporting.indicators.changes.causes import LATER_CAUSES
from reporting.indicators.changes.frozen import cause_names
from reporting.indicators.changes.people import Kind
from reporting.indicators.enums import Span
from reporting.indicators.explain import counted_indicators
from reporting.indicators.measures import PARTICIPANTS


class ChangedPeopleForm(FilterForm):
    figure = forms.ChoiceField(label=_("Figure"), required=False)
    span = forms.ChoiceField(
        label=_("Time"),
        choices=[(Span.CUMULATIVE, _("Since the project's start")), (Span.PERIOD, _("In the period"))],
        required=False,
    )
    change = forms.ChoiceField(
        label=pgettext_lazy("noun", "Change"),
        choices=[
            ("", _("All")),
            (Kind.ADDED, _("newly counted")),
            (Kind.REMOVED, _("no longer counted")),
            (Kind.MOVED, _("moved between parts, or gender corrected")),
        ],
        required=False,
    )
    cause = forms.ChoiceField(label=_("Why"), required=False)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        figures = sorted(counted_indicators(report.project), key=lambda each: each.code != PARTICIPANTS)
        self.fields["figure"].choices = [(each.code, capfirst(str(each.name))) for each in figures]
        names = cause_names(LATER_CAUSES)
        self.fields["cause"].choices = [("", _("All")), *((code, str(name)) for code, name in names.items())]

    @property
    def code(self):
        return self.values.get("figure", PARTICIPANTS)

    def filter(self, changed):
        """Return the chosen rows of ReportPeople.changed: [primary key, kind, cause, kind of part]."""
        values = self.values
        rows = changed.get(self.code, {}).get(values.get("span", Span.CUMULATIVE), [])
        return [
            row
            for row in rows
            if values.get("change", row[1]) == row[1] and values.get("cause", row[2]) == row[2]
        ]
