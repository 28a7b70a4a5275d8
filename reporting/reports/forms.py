from datetime import date, timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from esfportal.ui.form_layouts import DateField, FilterForm, Pair, PortalHelper, Short, SortField
from participants.register.forms.confirmation import WARNINGS, ConfirmingForm
from projects.models import REPORT_KINDS, ProgrammePeriod, ReportKind
from reporting.reports.life.forms import OverlapReasonField
from reporting.reports.life.states import SUBMITTED_STATES, State
from reporting.reports.models.periods import (
    overlap_problem,
    overlapping_reports,
    period_problems,
    period_warnings,
)


class ReportForm(ConfirmingForm):
    kind = forms.ChoiceField(label=_("Kind of report"), required=False)
    starts_on = DateField(label=_("From"), help_text=_("The first day of the period."))
    ends_on = DateField(label=_("To"), help_text=_("The last day of the period."))
    overlap_reason = OverlapReasonField(required=False)  # shown when it is needed

    def __init__(self, *args, project, whole=False, duty=None, **kwargs):
        proposed = whole_period(project) if whole else next_period(project)
        kwargs.setdefault("initial", _promised(duty) if duty else proposed)
        super().__init__(*args, **kwargs)
        self.project, self.kinds = project, REPORT_KINDS[project.programme_period]
        # An earlier version of the duty's kinds, or a project file, may name another.
        kinds = dict.fromkeys([*self.kinds.all, *([duty.kind] if duty else [])])
        self.fields["kind"].choices = [(kind, capfirst(ReportKind(kind).label)) for kind in kinds]
        self.helper = PortalHelper(
            Short("kind"),
            Pair("starts_on", "ends_on"),
            WARNINGS,
            submit=_("Create the report"),
            cancel_url=reverse("reports:list", args=[project.slug]),
        )

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.kinds.regular

    def clean_ends_on(self):
        ends_on = self.cleaned_data["ends_on"]
        if ends_on > timezone.localdate():
            raise forms.ValidationError(
                _("Choose a day that has passed: figures of later days are not known yet.")
            )
        return ends_on

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and starts_on > ends_on:
            self.add_error("ends_on", _("Choose a last day that is not before the first."))
        for name, problem in period_problems(self.project, starts_on, ends_on).items():
            if name not in self.errors:
                self.add_error(name, problem)
        if not self.errors.keys() - {"overlap_reason"}:
            self.ask_about_overlap()
            self.ask_about_warnings()
        return cleaned

    @property
    def period(self):
        return [self.cleaned_data[name] for name in ("kind", "starts_on", "ends_on")]

    @cached_property
    def overlapping(self):
        if self.project.reports.draft_for(*self.period):
            return []  # it is opened instead
        return overlapping_reports(self.project, *self.period)

    def ask_about_overlap(self):
        if not self.overlapping:
            self.cleaned_data["overlap_reason"] = ""
            return
        self.helper.layout.insert(2, "overlap_reason")
        self.fields["overlap_reason"].required = True  # so that it is not marked as optional
        if not self.cleaned_data.get("overlap_reason") and "overlap_reason" not in self.errors:
            self.add_error("overlap_reason", overlap_problem(self.overlapping))

    def find_warnings(self):
        return period_warnings(self.project, *self.period, explained=self.overlapping)


def _promised(duty):
    return {"kind": duty.kind, "starts_on": duty.starts_on, "ends_on": duty.ends_on}


def next_period(project):
    """Return the most likely next period."""
    whole = whole_period(project)
    ends_on = whole["ends_on"]
    # Continue after the latest report, up to the end of last month or of the project.
    latest = project.reports.order_by("-ends_on").values_list("ends_on", flat=True).first()
    if latest and latest < ends_on:
        return {"starts_on": latest + timedelta(days=1), "ends_on": ends_on}
    return whole


def whole_period(project):
    """Return the project's days up to the end of last month."""
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    ends_on = min(last_month, project.ends_on or last_month)
    return {"starts_on": project.starts_on or date(ends_on.year, 1, 1), "ends_on": ends_on}


SORTS = ("period", "project", "status", "made", "submitted")


class ReportFilter(FilterForm):
    default_order = "-period"

    q = forms.CharField(label=_("Project, organisation or municipality"), max_length=100, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("All")), *State.choices], required=False)
    programme = forms.ChoiceField(
        label=_("Programme period"), choices=[("", _("All")), *ProgrammePeriod.choices], required=False
    )
    # Reports with a day between these.
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)
    sort = SortField(SORTS)

    def __init__(self, *args, sees_drafts, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        if not sees_drafts:
            choices = [(state, state.label) for state in SUBMITTED_STATES]
            self.fields["status"].choices = [("", _("All")), *choices]
        if project is not None:
            del self.fields["q"], self.fields["programme"]

    def filter(self, reports):
        chosen = self.values
        if words := chosen.get("q"):
            reports = reports.of_projects_matching(words)
        if status := chosen.get("status"):
            reports = reports.in_state(status)
        if programme := chosen.get("programme"):
            reports = reports.filter(project__programme_period=programme)
        if since := chosen.get("since"):
            reports = reports.filter(ends_on__gte=since)
        if until := chosen.get("until"):
            reports = reports.filter(starts_on__lte=until)
        return reports.in_order(self.order)
