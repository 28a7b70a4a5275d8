from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import FilterForm
from participants.imports.results.content import Fate


class Tab(NamedTuple):
    label: str
    count: int
    query: str
    is_chosen: bool


class RowsFilter(FilterForm):
    fate = forms.ChoiceField(choices=Fate, required=False, label=_("What became of the row"))

    def filter(self, rows):
        fate = self.values.get("fate")
        return [row for row in rows if row.fate == fate] if fate else rows

    def tabs(self, content):
        chosen = self.values.get("fate", "")
        counted = [
            Tab(Fate(fate).label, count, f"?fate={fate}", fate == chosen)
            for fate, count in content.counts.items()
        ]
        return [Tab(_("All rows"), len(content.rows), "?", not chosen), *counted]
