"""Amounts of money as accounting programs write them. What can be read in two ways is refused."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from participants.imports.reading.errors import ParseError
from participants.imports.reading.values import DASHES
from projects.forms.fields import plain_amount

AROUND = re.compile(r"kronor|kr|sek|:-|[-+()]")
# Spaces, points and commas stand where they separate thousands or öre, and nowhere else.
DIGITS = re.compile(
    r"\d+([.,]\d\d?)?|\d{1,3}( \d{3})+([.,]\d\d?)?"
    r"|\d{1,3}(\.\d{3})+,\d\d?|\d{1,3}(,\d{3})+\.\d\d?|\d{1,3}(\.\d{3}){2,}|\d{1,3}(,\d{3}){2,}"
)
AMBIGUOUS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
# A workbook stores 1234.56 as 1234.5600000000001 where it was added up.
ADDED_UP = re.compile(r"-?\d+\.\d{7,}")
OERE = Decimal("0.01")
NEARLY = Decimal("0.000001")


def amount(text: str) -> Decimal:
    """Return kronor and öre: 10 000,50; 10.000,50; 10,000.50; -1 250,00; 1250,00-; (1 250,00); 500 kr."""
    if ADDED_UP.fullmatch(text):
        exact = Decimal(text)
        rounded = exact.quantize(OERE)
        if abs(exact - rounded) < NEARLY:
            return rounded
    text = text.translate(DASHES).casefold()
    digits = AROUND.sub("", text).strip()
    if match := AMBIGUOUS.fullmatch(digits):
        raise ParseError(
            _("This can be read in two ways. Write %(thousands)s,00 or %(small)s.")
            % {"thousands": match[1] + match[2], "small": f"{match[1]},{match[2][:2]}"}
        )
    try:
        if digits.isascii() and DIGITS.fullmatch(digits):
            return Decimal(plain_amount(text))
    except InvalidOperation:
        pass
    raise ParseError(_("Write the amount in kronor and öre, for example 1 250,50."))
