from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm, SortField
from projects.models import Measure
from reporting.indicators.enums import PartKind

SEXES = "sex"
COLUMNS = ("name", "base", "share")
MEASURES = (Measure.OCCUPATION, Measure.WORK, Measure.PROGRESSION, Measure.BEGAN_OR_INCREASED)
GROUPINGS = {
    PartKind.INTERVENTION: _("Interventions"),
    PartKind.MUNICIPALITY: _("Municipalities"),
    PartKind.SUB_PROJECT: _("Sub-projects"),
    SEXES: _("Women and men"),
}


class ComparisonForm(FilterForm):
    """Choice of the groups, the result and the order."""

    default_order = "-share"

    by = forms.ChoiceField(label=_("Compare"), required=False)
    measure = forms.ChoiceField(
        label=_("Result"), required=False, choices=[(m.value, m.label) for m in MEASURES]
    )
    sort = SortField(COLUMNS)

    def __init__(self, data, *, kinds):
        offered = [kind for kind in GROUPINGS if kind in kinds or kind == SEXES]
        usual = {"by": offered[0], "measure": MEASURES[0].value}
        known = {"by": offered, "measure": [m.value for m in MEASURES]}
        chosen = {name: data[name] if data.get(name) in known[name] else usual[name] for name in usual}
        super().__init__(
            chosen | {"sort": data.get("sort", "")}
        )  # so that the fields show what the page shows
        self.fields["by"].choices = [(kind, GROUPINGS[kind]) for kind in offered]
        self.chosen = chosen

    def chips(self):
        return []  # the fields show what is compared
