from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from accounts.audit.versions import VersionedForm
from esfportal.database.swedish_order import sort_key
from esfportal.ui.form_layouts import DateField, FilterForm, PortalHelper, SortField
from esfportal.ui.formats import date_text, period
from projects.models import Project, ReportKind
from reporting.reports.life.forms import CommentField
from reporting.reports.models import ReportNote
from reporting.reports.oversight.expected import LABELS, ORDER, SORTS
from reporting.reports.oversight.officers import officer_choices, projects_with_officer

ALL = ("", _("All"))


class ExpectedFilter(FilterForm):
    default_order = "state"

    q = forms.CharField(label=_("Project, organisation or municipality"), max_length=100, required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    state = forms.ChoiceField(
        label=_("Status"), choices=[ALL, *((state, LABELS[state]) for state in ORDER)], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of report"),
        choices=[ALL, *((kind.value, capfirst(kind.label)) for kind in ReportKind)],
        required=False,
    )
    # The key of an account, which says nothing of whose it is.
    officer = forms.ChoiceField(label=_("Responsible officer"), required=False)
    # Periods with a day between these.
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)
    sort = SortField(SORTS)

    def __init__(self, *args, projects, officers, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.officers, self.user = officers, user  # officers: by the project's primary key
        self.fields["project"].choices = project_choices(projects)
        self.fields["officer"].choices = [ALL, *officer_choices(officers, user)]

    def rows(self, expected):
        """Return the chosen rows of an ExpectedList."""
        chosen = self.values
        if words := chosen.get("q"):
            expected.filter(project__in=Project.objects.matching(words).values("pk"))
        if slug := chosen.get("project"):
            expected.filter(project__slug=slug)
        if kind := chosen.get("kind"):
            expected.filter(kind=kind)
        if officer := chosen.get("officer"):
            expected.filter(project__in=projects_with_officer(officer, self.officers, self.user))
        if since := chosen.get("since"):
            expected.filter(ends_on__gte=since)
        if until := chosen.get("until"):
            expected.filter(starts_on__lte=until)
        return expected.rows(self.order, states=[chosen["state"]] if "state" in chosen else ())


class NoteForm(VersionedForm, forms.ModelForm):
    text = CommentField(
        label=_("Internal note"),
        help_text=_(
            "Your organisation's officers of the project read it; the project and other funders never do. Name no "
            "participants: personal data does not belong here."
        ),
    )

    class Meta:
        model = ReportNote
        fields = ("text",)

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.helper = PortalHelper("text", submit=_("Save the note"), cancel_url=cancel_url)


class RemoveNoteForm(RowVersionForm):
    def __init__(self, *args, note, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (note,)
        self.helper = PortalHelper(*self.fields, submit=_("Remove the note"), cancel_url=cancel_url)


class DownloadFilter(FilterForm):
    project = forms.ChoiceField(label=_("Project"), required=False)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("To"), required=False)

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = project_choices(projects)

    def filter(self, entries):
        chosen = self.values
        if slug := chosen.get("project"):
            entries = entries.filter(project__slug=slug)
        if since := chosen.get("since"):
            entries = entries.filter(at__date__gte=since)
        if until := chosen.get("until"):
            entries = entries.filter(at__date__lte=until)
        return entries


class BesideFilter(FilterForm):
    earlier = forms.ChoiceField(label=_("Earlier report"), required=False)

    def __init__(self, *args, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = [
            (str(report.public_id), _period_and_day(report)) for report in reports
        ]

    def chosen(self, reports):
        """Return the chosen one of the reports, or the first."""
        wanted = self.values.get("earlier")
        return next((report for report in reports if str(report.public_id) == wanted), reports[0])


def _period_and_day(report):
    submitted = gettext("submitted %(day)s") % {"day": date_text(report.submitted_at)}
    return f"{period(report.starts_on, report.ends_on)}, {submitted}"


def project_choices(projects):
    names = [(project.slug, project.display_short_name) for project in projects]
    return [ALL, *sorted(names, key=lambda each: sort_key(each[1]))]
