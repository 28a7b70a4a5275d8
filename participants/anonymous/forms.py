from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.versions import VersionedForm
from esfportal.ui.form_layouts import Pair, PortalHelper, Short
from participants.anonymous.models import AnonymousCount
from projects.models import Intervention, Municipality

FIRST_YEAR = 2007  # of the oldest programme period
MOST = 10_000


def years_of(project, today):
    """Return the years in which a participant may have started, the latest first."""
    first = project.starts_on.year if project.starts_on else FIRST_YEAR
    last = min(project.ends_on, today).year if project.ends_on else today.year
    return range(max(first, last), first - 1, -1)


class NumberField(forms.IntegerField):
    def __init__(self, **kwargs):
        text = _("Write a whole number, 0 or more.")
        super().__init__(
            min_value=0,
            max_value=MOST,
            initial=0,
            error_messages={"required": text, "invalid": text, "min_value": text},
            **kwargs,
        )


class AnonymousCountForm(VersionedForm, forms.ModelForm):
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, help_text=_("The calendar year in which they started.")
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), required=False
    )
    intervention = forms.ModelChoiceField(
        label=_("Intervention"), queryset=Intervention.objects.none(), required=False
    )
    women = NumberField(label=_("Women"))
    men = NumberField(label=_("Men"))

    class Meta:
        model = AnonymousCount
        fields = ["year", "municipality", "intervention", "women", "men"]

    def __init__(self, *args, parts, submit, cancel_url, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = parts
        years = {*years_of(self.instance.project, timezone.localdate()), self.instance.year} - {None}
        self.fields["year"].choices = [(year, year) for year in sorted(years, reverse=True)]
        self._offer("municipality", parts.municipalities())
        offered = [each.pk for each in parts.interventions()]
        self._offer("intervention", Intervention.objects.filter(pk__in=offered))
        self.fields["intervention"].label_from_instance = lambda each: each.display_name
        self.helper = PortalHelper(
            Short("year"),
            Pair("municipality", "intervention"),
            Pair("women", "men"),
            submit=submit,
            cancel_url=cancel_url,
        )

    def _offer(self, name, choices):
        field = self.fields[name]
        field.queryset = choices
        only = list(choices[:2])
        if len(only) == 1 and self.is_new() and not self.parts.includes(None, None):
            self.initial[name] = only[0].pk

    def clean(self):
        cleaned = super().clean()
        place = cleaned.get("municipality"), cleaned.get("intervention")
        if not {"municipality", "intervention"} & {*self.errors} and not self.parts.includes(*place):
            self.add_error("municipality", _("Choose your own part of the project."))
        if self.is_new() and not self.errors and not (cleaned["women"] or cleaned["men"]):
            self.add_error("women", _("Write how many they are."))
        return cleaned

    def _get_validation_exclusions(self):
        # The project is not a field of the form, but uniqueness within the project is checked.
        return super()._get_validation_exclusions() - {"project"}
