from decimal import Decimal

from django import forms
from django.db import models
from django.utils.translation import get_language

from esfportal.ui.form_layouts import DateField
from esfportal.ui.formats import NO_BREAK_SPACE

SPACES_TO_REMOVE = dict.fromkeys(map(ord, f" {NO_BREAK_SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"))


class AmountField(forms.DecimalField):
    """A number with Swedish or English separators: 15 500 000, 66,67, 500 kr, 15,500,000."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value):
        if isinstance(value, str):
            value = value.translate(SPACES_TO_REMOVE).lower().removesuffix("kr").removeprefix("sek")
            # In English the comma separates thousands, in Swedish decimals.
            value = value.replace(",", "" if in_english() else ".").replace("\N{MINUS SIGN}", "-")
        return super().to_python(value)

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value
        whole, _point, decimals = f"{value:,f}".partition(".")
        decimals = decimals.rstrip("0")
        mark = "." if in_english() else ","
        return whole.replace(",", " ") + (mark + decimals if decimals else "")


def in_english():
    return (get_language() or "sv").startswith("en")


def formfield(db_field, **kwargs):
    """Return the form field of a model's field; used as `Meta.formfield_callback`."""
    if isinstance(db_field, models.DateField):
        kwargs["form_class"] = DateField
    if isinstance(db_field, models.DecimalField):
        kwargs["form_class"] = AmountField
    if isinstance(db_field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return db_field.formfield(**kwargs)
