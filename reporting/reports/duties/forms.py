from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import Pair, PortalHelper, Short
from participants.register.forms.fields import ReasonField
from projects.forms.fields import formfield
from projects.forms.items.item_form import ProjectItemForm
from projects.models import REPORT_KINDS, ReportDuty, ReportKind
from reporting.reports.duties.proposals import proposed
from reporting.reports.duties.states import submitted_for

REGULAR_DAYS, FINAL_DAYS = 30, 60  # proposals of the portal's, not rules of a programme


class ReasonForFulfilled(ReasonField):
    """Why a duty is changed for which a report was submitted."""

    def __init__(self):
        super().__init__(
            help_text=_(
                "A report was submitted for it. The project's history shows the reason to its readers."
            )
        )


class DutyForm(ProjectItemForm):
    layout = (Short("kind"), Pair("starts_on", "ends_on"), Short("due_on"), "terms", "terms_en")

    class Meta:
        model = ReportDuty
        fields = ("kind", "starts_on", "ends_on", "due_on", "terms", "terms_en")
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and submitted_for(self.instance).exists():
            self.fields["reason"] = ReasonForFulfilled()
            self.helper.layout.fields.append("reason")

    def limit_choices(self):
        kinds = REPORT_KINDS[self.project.programme_period].all
        # A project whose programme period was changed may have others.
        chosen = dict.fromkeys([*kinds, *filter(None, [self.instance.kind])])
        self.fields["kind"].choices = [(kind, capfirst(ReportKind(kind).label)) for kind in chosen]

    def reason(self):
        return self.cleaned_data.get("reason", "")

    def changed(self):
        return [name for name in self.changed_data if name != "reason"]


class RemoveDutyForm(RowVersionForm):
    def __init__(self, *args, duty, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (duty,)
        if submitted_for(duty).exists():
            self.fields["reason"] = ReasonForFulfilled()
        self.helper = PortalHelper(*self.fields, submit=_("Remove it from the list"), cancel_url=cancel_url)


class ProposalForm(forms.Form):
    """The rhythm of a project's reports: sent by GET for the preview, and by POST to save it."""

    months = forms.IntegerField(
        label=_("Months in each regular report"),
        help_text=_("Counted from the project's first day. Empty: no regular reports."),
        min_value=1,
        max_value=24,
        required=False,
    )
    days = forms.IntegerField(
        label=_("Days until a regular report is due"),
        help_text=_("Counted from the last day of its period."),
        min_value=0,
        max_value=365,
    )
    final_days = forms.IntegerField(
        label=_("Days until the last report is due"),
        help_text=_("Counted from the project's last day."),
        min_value=0,
        max_value=365,
    )

    def __init__(self, data, *, project):
        kinds = REPORT_KINDS[project.programme_period]
        months = kinds.months if project.expects_participants else None
        initial = {"months": months, "days": REGULAR_DAYS, "final_days": FINAL_DAYS}
        super().__init__(data or None, initial=initial)
        self.project = project
        self.helper = PortalHelper(
            *(Short(name) for name in self.fields),
            submit=_("Show the proposal"),
            cancel_url=reverse("reports:duties", args=[project.slug]),
            method="get",
        )
        self.helper.disable_csrf = True

    def proposals(self):
        """Return what would be added; nothing while the form has mistakes."""
        if not self.is_valid():
            return []
        return proposed(self.project, existing=self.project.report_duties.all(), **self.cleaned_data)

    def missing(self):
        """Return why nothing can be proposed, or ""."""
        if self.project.starts_on and self.project.ends_on:
            return ""
        return gettext("The project's first and last day are not stated. Reports are proposed between them.")
