from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm, SortField
from projects.models import Measure
from reporting.indicators.enums import PartKind

SEXES, TARGET_GROUPS = "sex", "target_group"
COLUMNS = ("name", "base", "share")
MEASURES = {
    Measure.OCCUPATION.value: Measure.OCCUPATION.label,
    Measure.WORK.value: Measure.WORK.label,
    "self_employment": _("Into an own business"),
    "studies": _("Into studies, not into work"),
    "internship": _("Into an internship, neither into work nor into studies"),
    Measure.PROGRESSION.value: Measure.PROGRESSION.label,
    Measure.BEGAN_OR_INCREASED.value: Measure.BEGAN_OR_INCREASED.label,
}
GROUPINGS = {
    PartKind.INTERVENTION: _("Interventions"),
    PartKind.MUNICIPALITY: _("Municipalities"),
    PartKind.SUB_PROJECT: _("Sub-projects"),
    TARGET_GROUPS: _("Target groups"),
    SEXES: _("Women and men"),
}


class ComparisonForm(FilterForm):
    """Choice of the groups, the result and the order."""

    default_order = "-share"

    by = forms.ChoiceField(label=_("Compare"), required=False)
    measure = forms.ChoiceField(label=_("Result"), required=False, choices=MEASURES)
    sort = SortField(COLUMNS)

    def __init__(self, data, *, kinds):
        offered = [kind for kind in GROUPINGS if kind in kinds or kind == SEXES]
        usual = {"by": offered[0], "measure": next(iter(MEASURES))}
        known = {"by": offered, "measure": list(MEASURES)}
        chosen = {name: data[name] if data.get(name) in known[name] else usual[name] for name in usual}
        super().__init__(
            chosen | {"sort": data.get("sort", "")}
        )  # so that the fields show what the page shows
        self.fields["by"].choices = [(kind, GROUPINGS[kind]) for kind in offered]
        self.chosen = chosen

    def chips(self):
        return []  # the fields show what is compared
