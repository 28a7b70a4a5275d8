from calendar import monthrange

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.row_versions import RowVersionForm
from esfportal.ui.form_layouts import DateField, FilterForm, PortalHelper, Short
from participants.employers.forms.employer_forms import capitalised
from projects.models import FinancingLine
from reporting.cofinancing.models import Booking, Rate

ALL_CALLS = _("without a call")


class CallFilter(FilterForm):
    """The call whose rates are used, where rates of several are loaded."""

    call = forms.ChoiceField(label=_("Rates of the call"), required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.calls = Rate.objects.of_programme(project).calls()
        self.fields["call"].choices = [(call, call or ALL_CALLS) for call in self.calls]

    @property
    def chosen(self):
        return self.values.get("call") or (self.calls[0] if self.calls else "")


class BookForm(RowVersionForm):
    """The month's proposal as the page had shown it."""

    line = forms.ModelChoiceField(
        label=_("Source"),
        queryset=FinancingLine.objects.none(),
        error_messages={"required": _("Choose the source that the hours are booked on.")},
    )
    booked_on = DateField(label=_("Date"))

    def __init__(self, *args, project, month, proposal, cancel_url, **kwargs):
        last = month.replace(day=monthrange(month.year, month.month)[1])
        initial = {"booked_on": min(last, timezone.localdate())}
        super().__init__(*args, initial=initial, **kwargs)
        self.rows = proposal.rows
        lines = project.financing.filter(source=FinancingLine.Source.IN_KIND_TIME)
        self.fields["line"].queryset = lines.select_related("organisation")
        self.fields["line"].label_from_instance = lambda each: each.source_name
        self.fields["line"].empty_label = None if len(lines) == 1 else _("Choose")
        self.has_sources = bool(lines)
        self.helper = PortalHelper("line", Short("booked_on"), submit=_("Book"), cancel_url=cancel_url)


class UndoForm(RowVersionForm):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=capitalised(Booking.Reason),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )

    def __init__(self, *args, booking, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = (booking,)
        self.helper = PortalHelper(
            "reason", submit=_("Undo the booking"), cancel_url=booking.get_absolute_url()
        )
