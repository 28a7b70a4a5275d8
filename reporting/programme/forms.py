from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from esfportal.database.swedish_order import sort_key
from esfportal.languages import in_language
from esfportal.ui.form_layouts import FilterForm
from projects.models import EsfRegion, ProgrammePeriod

ALL = ("", _("All"))


class ProgrammeFilter(FilterForm):
    """Choice of a programme period, of its projects, and of a year."""

    programme = forms.ChoiceField(
        label=_("Programme period"), choices=ProgrammePeriod.choices, required=False
    )
    area = forms.ChoiceField(label=_("Programme area"), required=False)
    region = forms.ChoiceField(label=_("ESF region"), choices=[ALL, *EsfRegion.choices], required=False)
    owner = forms.ChoiceField(label=_("Project owner"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data, *, projects):
        data = data.copy()
        self.projects = projects
        periods = {str(period) for period in projects.order_by().values_list("programme_period", flat=True)}
        if data.get("programme") not in ProgrammePeriod.values:
            data["programme"] = max(periods, default=ProgrammePeriod.P2021.value)
        super().__init__(data)
        self.period = data["programme"]  # figures of different periods can't be added up
        self._of_period = projects.filter(programme_period=self.period)
        self.fields["area"].choices = [ALL, *self._areas()]
        self.fields["owner"].choices = [ALL, *self._owners()]
        self.fields["year"].choices = [("", _("Since the projects' start")), *self._years()]

    def _areas(self):
        columns = ("programme_area", "programme_area_name", "programme_area_name_en")
        found = self._of_period.exclude(programme_area="").order_by("programme_area").values_list(*columns)
        names = {area: in_language(name, name_en) for area, name, name_en in found}
        return [(area, f"{area} {name}".strip()) for area, name in names.items()]

    def _owners(self):
        columns = (
            "partners__organisation",
            "partners__organisation__name",
            "partners__organisation__name_en",
        )
        found = self._of_period.filter(partners__role="owner").order_by().values_list(*columns).distinct()
        names = [(str(pk), in_language(name, name_en)) for pk, name, name_en in found]
        return sorted(names, key=lambda each: sort_key(each[1]))

    def _years(self):
        first, last = ProgrammePeriod(self.period).years
        last = min(last, timezone.localdate().year)
        return [(str(year), str(year)) for year in range(last, first - 1, -1)]

    def chips(self):
        return [chip for name in self.values if name != "programme" for chip in self._chips_of(name)]

    @property
    def chosen_year(self):
        return int(self.values["year"]) if "year" in self.values else None

    def chosen(self):
        """Return the chosen projects."""
        chosen, projects = self.values, self._of_period
        if area := chosen.get("area"):
            projects = projects.filter(programme_area=area)
        if region := chosen.get("region"):
            projects = projects.filter(region=region)
        if owner := chosen.get("owner"):
            projects = projects.owned_by(owner)
        return projects
