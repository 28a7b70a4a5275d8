"""Forms for placements and for the employer of an outcome."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.database.swedish_order import swedish_order
from esfportal.ui.form_layouts import DateField, Pair, PortalHelper, ShowWhen
from participants.employers.forms.employer_forms import PlainTextField, capitalised
from participants.employers.models import Employer, Offer, Placement, PlacementKind
from projects.models import Intervention


class OfferForm(VersionedForm, forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=capitalised(PlacementKind), widget=forms.RadioSelect)
    description = PlainTextField(
        label=_("Task"), max_length=150, required=False, help_text=_("Such as “kitchen, half time”.")
    )
    places = forms.IntegerField(label=_("Number of places"), min_value=1, max_value=999, initial=1)
    starts_on = DateField(label=_("From"), offers_today=True)
    ends_on = DateField(label=_("To"), required=False)

    class Meta:
        model = Offer
        fields = ["kind", "description", "places", "starts_on", "ends_on", "workplace", "intervention"]

    def __init__(self, *args, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        employer = self.instance.employer
        self.fields["workplace"] = forms.ModelChoiceField(
            label=_("Workplace"), queryset=employer.workplaces.select_related("municipality"), required=False
        )
        self.fields["intervention"] = forms.ModelChoiceField(
            label=_("Intervention"),
            queryset=Intervention.objects.filter(project=employer.project).order_by(swedish_order("name")),
            required=False,
            help_text=_("If the places are for the participants of one."),
        )
        self.helper = PortalHelper(
            "kind",
            "description",
            "places",
            Pair("starts_on", "ends_on"),
            "workplace",
            "intervention",
            submit=submit,
            cancel_url=cancel_url,
        )


class PlacementForm(VersionedForm):
    where = forms.ChoiceField(
        label=_("Where"),
        help_text=_("A place that an employer offers, or an employer that has offered none."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=capitalised(PlacementKind), widget=forms.RadioSelect, required=False
    )
    starts_on = DateField(label=_("From"), offers_today=True)
    ends_on = DateField(label=_("Last day"), required=False, help_text=_("Planned or actual."))
    result = forms.ChoiceField(
        label=_("What came of it"),
        required=False,
        help_text=_("Record an employment as an outcome, too: only then is it counted."),
    )

    def __init__(self, *args, project, submit, cancel_url, instance=None, **kwargs):
        self.instance = instance or Placement()
        super().__init__(*args, initial=self._initial(), **kwargs)
        self.employers = {
            employer.pk: employer
            for employer in Employer.objects.in_project(project)
            .order_by(swedish_order("name"))
            .prefetch_related("offers")
        }
        self.offers = {offer.pk: offer for each in self.employers.values() for offer in each.offers.all()}
        for offer in self.offers.values():
            offer.project = project
        self.fields["where"].choices = [("", _("Choose")), *self._places()]
        results = capitalised(Placement.Result)()
        self.fields["result"].choices = [("", _("nothing yet")), *results]
        if self.is_new():
            del self.fields["result"]
        without_offer = " ".join(f"employer:{pk}" for pk in self.employers)
        self.helper = PortalHelper(
            "where",
            ShowWhen("where", without_offer, "kind"),
            Pair("starts_on", "ends_on"),
            *(["result"] if "result" in self.fields else []),
            submit=submit,
            cancel_url=cancel_url,
        )

    def _initial(self):
        placement = self.instance
        if placement._state.adding:
            return {}
        where = f"offer:{placement.offer_id}" if placement.offer_id else f"employer:{placement.employer_id}"
        names = ("kind", "starts_on", "ends_on", "result")
        return {"where": where, **{name: getattr(placement, name) for name in names}}

    def _places(self):
        for employer in self.employers.values():
            offers = [(f"offer:{each.pk}", each.shown_name) for each in employer.offers.all()]
            none_offered = (
                f"employer:{employer.pk}",
                _("%(name)s, no offered place") % {"name": employer.name},
            )
            yield capfirst(employer.name), [*offers, none_offered]

    def clean(self):
        given = super().clean()
        sort, _colon, key = given.get("where", "").partition(":")
        self.offer = self.offers.get(int(key)) if sort == "offer" else None
        self.employer = (
            self.employers.get(self.offer.employer_id if self.offer else int(key)) if key else None
        )
        if self.employer and not self.offer and not given.get("kind"):
            self.add_error("kind", _("State the kind."))
        return given

    def values(self):
        given = self.cleaned_data
        kind = self.offer.kind if self.offer else given["kind"]
        values = {"employer": self.employer, "offer": self.offer, "kind": kind}
        return values | {name: given[name] for name in ("starts_on", "ends_on", "result") if name in given}


class OutcomeEmployerForm(VersionedForm):
    employer = forms.ModelChoiceField(
        label=_("Employer"), queryset=Employer.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, *args, project, named, cancel_url, **kwargs):
        super().__init__(*args, initial={"employer": named}, **kwargs)
        self.fields["employer"].queryset = Employer.objects.in_project(project).order_by(
            swedish_order("name")
        )
        self.helper = PortalHelper("employer", submit=_("Save the employer"), cancel_url=cancel_url)
