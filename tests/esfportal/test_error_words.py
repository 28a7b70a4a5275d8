"""Django's own error messages in Swedish: what to write, without words of programmers."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

JARGON = re.compile(r"slug|null|säkerställ|detta värde|URL|unicode|sträng|fil-", re.IGNORECASE)
WRONG = [
    (forms.DecimalField(max_digits=14, decimal_places=2), "1234567890123456"),
    (forms.DecimalField(max_digits=14, decimal_places=2), "1.234"),
    (forms.IntegerField(max_value=5), "9"),
    (forms.IntegerField(min_value=5), "1"),
    (forms.IntegerField(), "x"),
    (forms.CharField(), "a\0b"),
    (forms.CharField(max_length=3), "abcd"),
    (forms.EmailField(), "x"),
    (forms.URLField(), "x"),
    (forms.SlugField(), "å ä"),
    (forms.DateField(), "x"),
    (forms.ChoiceField(choices=[("a", "b")]), "z"),
    (forms.FileField(), None),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_an_error_says_what_to_write(field, value):
    with translation.override("sv"), pytest.raises(ValidationError) as refused:
        field.clean(value)
    for message in refused.value.messages:
        assert not JARGON.search(message), message
        assert message.endswith(".")
