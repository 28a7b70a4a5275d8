from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.bank import states
from projects.forms import ProjectFilter

MOST_WORDS = 8  # each is looked for in several tables


class BankFilter(ProjectFilter):
    area = forms.ChoiceField(label=_("Programme area"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *states.State.choices], required=False
    )
    field_order = ("q", "municipality", "county", "region", "programme", "area", "state", "sort")

    def __init__(self, *args, areas, municipalities, **kwargs):
        super().__init__(*args, **kwargs)
        counties = {each.county.code: each.county.display_name for each in municipalities}
        every = ("", _("All"))
        self.fields["area"].choices = [every, *areas]
        self.fields["county"].choices = [every, *sorted(counties.items(), key=lambda each: each[1])]
        self.fields["municipality"].choices = [every, *((each.code, each.name) for each in municipalities)]

    def clean_q(self):
        words = self.cleaned_data["q"]
        if len(words.split()) > MOST_WORDS:
            raise ValidationError(gettext("Search for at most %(most)s words.") % {"most": MOST_WORDS})
        return words

    @property
    def is_search(self):
        return bool(self.values.keys() - {"sort"})

    def filter(self, queryset):
        chosen = self.values
        if area := chosen.get("area"):
            period, _colon, code = area.partition(":")
            queryset = queryset.filter(programme_period=period, programme_area=code)
        if county := chosen.get("county"):
            queryset = queryset.in_county(county)
        if municipality := chosen.get("municipality"):
            queryset = queryset.filter(municipalities=municipality)
        if state := chosen.get("state"):
            queryset = queryset.filter(states.condition(state, timezone.localdate()))
        return super().filter(queryset)
