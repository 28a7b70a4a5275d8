from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from esfportal.database.swedish_order import by_shown_name
from esfportal.ui.form_layouts import PortalHelper
from projects.actions.stored_bookings import bookings_on
from projects.forms.fields import formfield
from projects.forms.items.item_form import ProjectItemForm
from projects.models import BudgetLine, FinancingEntry, FinancingLine


class BudgetLineForm(ProjectItemForm):
    layout = ("name", "name_en", "amount")

    class Meta:
        model = BudgetLine
        fields = ("name", "name_en", "amount")
        formfield_callback = formfield


class FinancingForm(ProjectItemForm):
    layout = ("source", "organisation", "planned", "note", "note_en")

    class Meta:
        model = FinancingLine
        fields = ("source", "organisation", "planned", "note", "note_en")
        formfield_callback = formfield

    def limit_choices(self):
        of_project = Organisation.objects.filter(partnerships__project=self.project).distinct()
        self.fields["organisation"].queryset = of_project.order_by(by_shown_name())
        self.fields["organisation"].empty_label = _("not stated")


class BookingForm(forms.ModelForm):
    # Shown when the booking may be made already.
    is_another = forms.BooleanField(
        label=_("It is another booking"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = FinancingEntry
        fields = ("booked_on", "amount", "hours", "budget_line", "voucher", "note")
        formfield_callback = formfield
        help_texts = {
            "amount": _("In kronor. A wrong booking is put right by one with a minus sign."),
            "voucher": _("The number in the accounts. With it a booking that is made twice is noticed."),
            "note": _("What it was, without names of persons."),
        }

    def __init__(self, *args, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.line.is_in_kind:
            del self.fields["hours"]
        purposes = BudgetLine.objects.filter(project=self.instance.line.project_id).order_by("pk")
        self.fields["budget_line"].queryset = purposes
        self.fields["budget_line"].empty_label = _("not stated")
        if not purposes:
            del self.fields["budget_line"]
        self.helper = PortalHelper(*self.fields, submit=_("Book"), cancel_url=cancel_url)

    def _post_clean(self):
        super()._post_clean()  # writes the values to the instance
        is_another = self.cleaned_data.pop("is_another", False)
        if self.errors or is_another or not (doubt := bookings_on(self.instance.line).doubt(self.instance)):
            return
        self.fields["is_another"].widget = forms.CheckboxInput()
        self.add_error("is_another", ValidationError(doubt))
