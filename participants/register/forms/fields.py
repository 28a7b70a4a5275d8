"""Form fields shared by the forms about people; "unknown" is always an answer of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from esfportal.database.together import read_together, values_of
from esfportal.ui.form_layouts import TextField
from participants.register.identity import numbers
from participants.register.labels import EDUCATION_LEVELS
from participants.register.models import LabourMarketStatus, Sensitive
from projects.models import Intervention, Municipality

# Nothing is chosen until the question has been asked; both no answer and "unknown" are stored as empty.
UNKNOWN = ("unknown", _("Unknown"))


def add_problems(form, problems):
    """Add entry_rules.Problem errors to the fields they belong to, or to the form."""
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


class NumberField(forms.CharField):
    """A personal identity number, cleaned to an identity.PersonalNumber, or None when empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, required=False, **kwargs)
        self.widget.attrs.update(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off", "maxlength": "40"}
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return numbers.parse_number(text)
        except numbers.NumberError as error:
            raise ValidationError(error.message, code=error.code) from None


class ReasonField(TextField):
    """Why something is changed: kept for years, and read by others than those who work with the person."""

    def __init__(self, **kwargs):
        options = {
            "label": _("Reason"),
            "help_text": _("Write no names and no numbers."),
            "error_messages": {"required": _("Say why.")},
        }
        super().__init__(max_length=300, **options | kwargs)

    def clean(self, value):
        text = super().clean(value)
        if numbers.are_in(text):
            raise ValidationError(_("The text has a personal identity number. Remove it."), code="number")
        return text


class UnknownMixin:
    def to_python(self, value):
        return super().to_python("" if value == UNKNOWN[0] else value)


class YesNoField(UnknownMixin, forms.TypedChoiceField):
    """True, False, or None for unknown."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No")), UNKNOWN],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class SensitiveField(UnknownMixin, forms.ChoiceField):
    """Yes, no, prefers not to say, or "" for unknown."""

    def __init__(self, **kwargs):
        choices = [
            (Sensitive.YES, _("Yes")),
            (Sensitive.NO, _("No")),
            (Sensitive.REFUSED, _("Prefers not to say")),
            UNKNOWN,
        ]
        super().__init__(choices=choices, required=False, widget=forms.RadioSelect, **kwargs)


class StatusField(UnknownMixin, forms.ChoiceField):
    def __init__(self, **kwargs):
        choices = [
            (LabourMarketStatus.UNEMPLOYED, _("Unemployed")),
            (LabourMarketStatus.INACTIVE, _("Outside the labour force")),
            (LabourMarketStatus.EMPLOYED, _("Employed")),
            UNKNOWN,
        ]
        super().__init__(choices=choices, required=False, widget=forms.RadioSelect, **kwargs)


class EducationField(UnknownMixin, forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            choices=[("", _("Choose")), *EDUCATION_LEVELS.items(), UNKNOWN],
            coerce=int,
            empty_value=None,
            required=False,
            **kwargs,
        )


class MunicipalityField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=Municipality.objects.none(), empty_label=_("Choose"), **kwargs)

    def offer(self, parts):
        # The project's own municipalities first, then others if the user may choose them.
        near, far = read_together(
            values_of(parts.municipalities(), "code", "name"),
            values_of(parts.other_municipalities(), "code", "name"),
        )
        self.queryset = Municipality.objects.filter(pk__in=[code for code, _name in [*near, *far]])
        groups = [("", self.empty_label), *near]
        if near and far:
            groups.append((_("Other municipalities"), far))
        else:
            groups += far
        self.widget.choices = groups
        if len(near) == 1 and not far:
            # The only possible choice is chosen, and nothing else is offered.
            self.initial, self.widget.choices = near[0][0], near


class InterventionField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=Intervention.objects.none(),
            required=False,
            empty_label=_("None"),
            error_messages={"required": _("State the intervention.")},
            **kwargs,
        )

    def offer(self, parts):
        offered = parts.interventions()
        if not parts.may_be_without_intervention:
            self.required = True
            self.empty_label = None if len(offered) == 1 else _("Choose")
            likely = offered
        else:
            # Whoever works in one municipality mostly registers in that municipality's intervention.
            likely = [each for each in offered if each.municipality_id in parts.own_municipalities]
        self.queryset = Intervention.objects.filter(pk__in=[each.pk for each in offered])
        # The field's own choices would read them again.
        empty = [] if self.empty_label is None else [("", self.empty_label)]
        self.widget.choices = [*empty, *((each.pk, each.display_name) for each in offered)]
        if len(likely) == 1:
            self.initial = likely[0].pk
