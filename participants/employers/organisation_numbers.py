"""Organisation numbers: ten digits with a check digit, never a personal identity number."""

import re

from django.utils.translation import gettext_lazy as _

from participants.register.identity.numbers import check_digit

LENGTH = 10
CENTURY = "16"  # before the ten digits where twelve are written
# The third and fourth digit of a legal person; lower ones are the month of a birth date.
LEAST_MIDDLE = 20
SEPARATORS = re.compile(r"[\s\N{HYPHEN-MINUS}\N{HYPHEN}-\N{EN DASH}\N{MINUS SIGN}]")

MESSAGES = {
    "digits": _("Write the organisation number with ten digits, as 212000-0746."),
    "personal": _(
        "This is a personal identity number or has a wrong digit. A sole trader's number is not kept: leave the field "
        "empty and choose “sole trader”."
    ),
    "check_digit": _("The last digit does not agree with the others. Compare the number digit by digit."),
}


class OrganisationNumberError(ValueError):
    """A text that is no organisation number; `message` does not repeat it."""

    def __init__(self, code):
        self.code = code
        self.message = MESSAGES[code]
        super().__init__(code)


def parse(text: str) -> str:
    """Return the ten digits. Raises OrganisationNumberError."""
    digits = SEPARATORS.sub("", text)
    if len(digits) == LENGTH + len(CENTURY) and digits.startswith(CENTURY):
        digits = digits[len(CENTURY) :]
    # Not isdecimal(), which digits of other scripts are, too.
    if not re.fullmatch(r"[0-9]+", digits):
        raise OrganisationNumberError("digits")
    if len(digits) == LENGTH + len(CENTURY):
        raise OrganisationNumberError("personal")
    if len(digits) != LENGTH:
        raise OrganisationNumberError("digits")
    if int(digits[2:4]) < LEAST_MIDDLE:
        raise OrganisationNumberError("personal")
    if check_digit(digits[:-1]) != digits[-1]:
        raise OrganisationNumberError("check_digit")
    return digits


def as_written(text):
    """Return the ten digits if the text is an organisation number, otherwise ""."""
    try:
        return parse(text)
    except OrganisationNumberError:
        return ""


def display(digits):
    return f"{digits[:6]}-{digits[6:]}" if digits else ""
