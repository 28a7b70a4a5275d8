from django import forms
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import DateField, FilterForm, SortField
from projects.history_entries import SUBJECTS, project_changes
from projects.models import EsfRegion, ProgrammePeriod

SORTS = ("name", "period", "programme")


class ProjectFilter(FilterForm):
    default_order = "name"

    q = forms.CharField(label=_("Words in names or texts"), max_length=100, required=False)
    programme = forms.ChoiceField(
        label=_("Programme period"), choices=[("", _("All")), *ProgrammePeriod.choices], required=False
    )
    region = forms.ChoiceField(
        label=_("ESF region"), choices=[("", _("All")), *EsfRegion.choices], required=False
    )
    sort = SortField(SORTS)

    def filter(self, queryset):
        chosen = self.values
        if words := chosen.get("q"):
            queryset = queryset.matching(words)
        if programme := chosen.get("programme"):
            queryset = queryset.filter(programme_period=programme)
        if region := chosen.get("region"):
            queryset = queryset.filter(region=region)
        return queryset.in_order(self.order)


class BookingsFilter(FilterForm):
    source = forms.ChoiceField(label=_("Source"), required=False)
    booked_from = DateField(label=_("From"), required=False)
    booked_to = DateField(label=_("To"), required=False)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(str(line.pk), line.source_name) for line in lines]
        self.fields["source"].choices = [("", _("All")), *names]

    def filter(self, bookings):
        chosen = self.values
        if line := chosen.get("source"):
            bookings = bookings.filter(line=line)
        if first := chosen.get("booked_from"):
            bookings = bookings.filter(booked_on__gte=first)
        if last := chosen.get("booked_to"):
            bookings = bookings.filter(booked_on__lte=last)
        return bookings


class ChangesFilter(FilterForm):
    about = forms.ChoiceField(
        label=_("Concerns"),
        choices=[("", _("Everything")), *((name, label) for name, (label, _tables) in SUBJECTS.items())],
        required=False,
    )
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)

    def changes(self, project):
        return project_changes(project, **self.values)
