"""Forms of the register of employers, filled from a row of a file: the same rules and messages."""

from typing import Any

from participants.employers.forms.employer_forms import ContactForm, EmployerForm, WorkplaceForm

LOOK = {"submit": "", "cancel_url": ""}


class RowForm:
    """A form that is compared with what is stored now, and was not shown before."""

    differences: tuple[Any, ...] = ()

    def _take_chosen_values(self) -> None:
        pass


class EmployerRowForm(RowForm, EmployerForm):
    pass


class WorkplaceRowForm(RowForm, WorkplaceForm):
    pass


class ContactRowForm(RowForm, ContactForm):
    pass


# Field of the form → column of the file.
EMPLOYER = {
    "name": "employer",
    "organisation_number": "organisation_number",
    "is_sole_trader": "sole_trader",
    "branch": "branch",
}
WORKPLACE = {"address": "address", "municipality": "municipality"}
CONTACT = {"name": "contact", "role": "role", "email": "email", "phone": "phone"}
