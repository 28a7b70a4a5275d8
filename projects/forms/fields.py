import re
from decimal import Decimal

from django import forms
from django.db import models

from esfportal.languages import active_language
from esfportal.ui.form_layouts import DateField
from esfportal.ui.formats import NO_BREAK_SPACE

SPACES_TO_REMOVE = dict.fromkeys(map(ord, f" {NO_BREAK_SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"))


class AmountField(forms.DecimalField):
    """A number with Swedish or English separators: 15 500 000, 66,67, 500 kr, 10.000,50, 15,500,000."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value):
        if isinstance(value, str):
            value = plain_amount(value)
        return super().to_python(value)

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value
        whole, _point, decimals = f"{value:,f}".partition(".")
        decimals = decimals.rstrip("0")
        if not in_english():
            whole = whole.replace(",", " ")
        mark = "." if in_english() else ","
        return whole + (mark + decimals if decimals else "")


def plain_amount(text):
    """Return the amount with a point before the decimals and no other separators.

    10.000,50 and 10,000.50 are read in both languages; 10.000 is ten thousand, because no amount has three
    decimals.
    """
    text = text.translate(SPACES_TO_REMOVE).lower().replace("\N{MINUS SIGN}", "-")
    text = text.removesuffix(":-").removesuffix("kr").removeprefix("sek")
    marks = [character for character in text if character in ".,"]
    if not marks:
        return text
    last = marks[-1]
    if len(set(marks)) == 2:  # the last one stands before the decimals
        thousands = "," if last == "." else "."
        return text.replace(thousands, "").replace(last, ".") if marks.count(last) == 1 else text
    in_groups = re.fullmatch(rf"-?\d{{1,3}}(\{last}\d{{3}})+", text)
    return text.replace(last, "") if in_groups else text.replace(last, ".")


def in_english():
    return active_language() == "en"


def formfield(db_field, **kwargs):
    """Return the form field of a model's field; used as `Meta.formfield_callback`."""
    if isinstance(db_field, models.DateField):
        kwargs["form_class"] = DateField
    if isinstance(db_field, models.DecimalField):
        kwargs["form_class"] = AmountField
    if isinstance(db_field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return db_field.formfield(**kwargs)
