import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from esfportal.languages import active_language
from esfportal.ui.form_layouts import DateField
from esfportal.ui.formats import NO_BREAK_SPACE
from esfportal.ui.typed_dates import NoSuchDay, parse_date
from projects.target_path import MOST_POINTS, Point, stored

SPACES_TO_REMOVE = dict.fromkeys(map(ord, f" {NO_BREAK_SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"))


class AmountField(forms.DecimalField):
    """A number with Swedish or English separators: 15 500 000, 66,67, 500 kr, 10.000,50, 15,500,000, (250,00)."""

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
    text = _without_currency(text)
    # As programs of accounts write an amount below zero: 1250,00- and (1250,00).
    if text.startswith("(") and text.endswith(")"):
        text = f"-{_without_currency(text[1:-1])}"
    elif text.endswith("-"):
        text = f"-{text[:-1]}"
    marks = [character for character in text if character in ".,"]
    if not marks:
        return text
    last = marks[-1]
    if len(set(marks)) == 2:  # the last one stands before the decimals
        thousands = "," if last == "." else "."
        return text.replace(thousands, "").replace(last, ".") if marks.count(last) == 1 else text
    in_groups = re.fullmatch(rf"-?\d{{1,3}}(\{last}\d{{3}})+", text)
    return text.replace(last, "") if in_groups else text.replace(last, ".")


def _without_currency(text):
    for ending in (":-", "kr", "kronor", "sek"):
        text = text.removesuffix(ending)
    return text.removeprefix("sek").removeprefix("kr")


def in_english():
    return active_language() == "en"


class PathField(forms.CharField):
    """Points of a target's path, one a line: a day and a number of people. Its value is that of Target.path."""

    widget = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
    default_error_messages = {
        "no_point": _("Line %(line)s: write a day and a number, for example 2024-06-30 40."),
        "no_such_day": _("Line %(line)s: there is no such day. Check the month and the day."),
        "too_many": _("At most %(most)s points fit."),
    }

    def to_python(self, value):
        if isinstance(value, list):
            return value
        lines = [line for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_POINTS:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": MOST_POINTS}
            )
        return stored([self._point(line, number) for number, line in enumerate(lines, 1)])

    def _point(self, line, number):
        day, _space, people = line.strip().rpartition(" ") if " " in line.strip() else line.rpartition("\t")
        try:
            found = parse_date(day.rstrip(" \t:;,"))
        except NoSuchDay:
            raise self._error("no_such_day", number) from None
        if found is None or not re.fullmatch(r"[0-9]{1,8}", people.strip()):
            raise self._error("no_point", number)
        return Point(found, int(people))

    def _error(self, code, number):
        return ValidationError(self.error_messages[code], code=code, params={"line": number})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


def formfield(db_field, **kwargs):
    """Return the form field of a model's field; used as `Meta.formfield_callback`."""
    if isinstance(db_field, models.DateField):
        kwargs["form_class"] = DateField
    if isinstance(db_field, models.DecimalField):
        kwargs["form_class"] = AmountField
    if isinstance(db_field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return db_field.formfield(**kwargs)
