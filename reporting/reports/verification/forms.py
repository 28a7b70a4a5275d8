from urllib.parse import urlencode

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm, SortField
from participants.register.models import Sex
from reporting.indicators.enums import LineKind, Span
from reporting.indicators.explain import counted_indicators
from reporting.indicators.measures import PARTICIPANTS
from reporting.reports.verification.counted_people import SORT_KEYS, SinceReport, in_order


class FigureForm(FilterForm):
    default_order = "code"

    figure = forms.ChoiceField(label=_("Figure"), required=False)
    span = forms.ChoiceField(
        label=_("Time"),
        choices=[(Span.CUMULATIVE, _("Since the project's start")), (Span.PERIOD, _("In the period"))],
        required=False,
    )
    sex = forms.ChoiceField(label=_("Gender"), choices=[("", _("All")), *Sex.choices], required=False)
    since = forms.ChoiceField(
        label=_("Since the report"), choices=[("", _("All")), *SinceReport.choices], required=False
    )
    sort = SortField(SORT_KEYS)

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

    @property
    def figure_query(self):
        """Return the figure for the address of its list."""
        return "?" + urlencode({"figure": self.code, "span": self.chosen_span})

    @property
    def needs_every_row(self):
        """Return False where the codes alone decide which rows a page shows."""
        return self.order not in ("code", "-code") or bool({"sex", "since"} & set(self.values))

    def arrange(self, rows):
        """Return the rows that the filters leave, sorted."""
        chosen = self.values
        if sex := chosen.get("sex"):
            rows = [row for row in rows if row.sex == Sex(sex).label]
        if since := chosen.get("since"):
            rows = [row for row in rows if row.since == since]
        return in_order(rows, self.order)


def _named(indicator):
    name = capfirst(str(indicator.name))
    return f"{name} ({indicator.code})" if indicator.kind != LineKind.MEASURE else name
