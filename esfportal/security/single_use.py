"""Forms whose request, when it comes twice, makes one thing: each rendered form has a number of its own (ADR 101)."""

import uuid
from functools import cached_property
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.html import format_html

FIELD = "form-number"
_signer = Signer(salt="esfportal.single_use")


class SingleUseForm(forms.Form):
    """A form with a signed number, which is stored with what its request makes, so that it is used once.

    Subclasses set `makes`: text that says what is made, for whom and where.
    """

    data: Any
    makes = ""

    @cached_property
    def number(self) -> uuid.UUID:
        # The same number until something is made: a form that is shown again with its mistakes keeps it.
        return self.sent_number or uuid.uuid4()

    @cached_property
    def sent_number(self) -> uuid.UUID | None:
        """Return the number that came with the request; None without one, or for one made up or of another form."""
        if not self.is_bound:
            return None
        try:
            makes, number = _signer.unsign_object(self.data.get(FIELD, ""))
        except (BadSignature, ValueError, TypeError):
            return None
        return uuid.UUID(number) if makes == self.makes else None

    def number_html(self) -> str:
        if not self.makes:
            return ""
        signed = _signer.sign_object([self.makes, str(self.number)])
        return format_html('<input type="hidden" name="{}" value="{}">', FIELD, signed)
