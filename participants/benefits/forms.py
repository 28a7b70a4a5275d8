from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, Short
from participants.benefits.models import Basis, Benefit, BenefitPeriod
from participants.employers.forms.employer_forms import capitalised
from participants.register.models.situation import WHOLE

NAMES = ("kind", "extent", "starts_on", "ends_on", "basis")


class BenefitPeriodForm(VersionedForm):
    kind = forms.ChoiceField(label=_("Benefit"))
    extent = forms.IntegerField(
        label=_("Extent, per cent"),
        min_value=1,
        max_value=WHOLE,
        initial=WHOLE,
        help_text=_("100 is full time."),
    )
    starts_on = DateField(label=_("From"), offers_today=True)
    ends_on = DateField(label=_("To"), required=False)
    basis = forms.ChoiceField(
        label=_("How it is known"), choices=capitalised(Basis), widget=forms.RadioSelect
    )

    def __init__(self, *args, submit, cancel_url, instance=None, **kwargs):
        self.instance = instance or BenefitPeriod()
        stored = {} if self.instance._state.adding else {name: getattr(self.instance, name) for name in NAMES}
        super().__init__(*args, initial=stored, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *capitalised(Benefit)()]
        self.helper = PortalHelper(
            "kind",
            Short("extent"),
            Pair("starts_on", "ends_on"),
            "basis",
            submit=submit,
            cancel_url=cancel_url,
        )

    def values(self):
        return {name: self.cleaned_data[name] for name in NAMES}
