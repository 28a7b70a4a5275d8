from enum import Enum, auto

from django.utils.translation import gettext as _

from participants.register.identity.person_lookup import StoredPerson

MASKED_VALUE = "•••"


class Disclosure(Enum):
    """Extent to which an import may show a person's stored values."""

    FULL = auto()
    # A protected identity: changes are shown as dots, and messages name no stored value.
    MASKED = auto()
    # Outside the user's part of the project: nothing stored is shown or changed.
    NONE = auto()

    @classmethod
    def of(cls, person: StoredPerson | None, *, is_in_scope: bool) -> "Disclosure":
        if person is None or not is_in_scope:
            return cls.NONE
        return cls.MASKED if person.is_protected else cls.FULL

    def message(self, full: str) -> str:
        """Return the message `full`, or one that reveals no stored value."""
        if self is Disclosure.FULL:
            return full
        return disagreement_message() if self is Disclosure.MASKED else outside_message()


def disagreement_message() -> str:
    return _(
        "This does not agree with what is stored about the person, who has a protected identity. A case "
        "worker authorised for the person can see the difference, and record it."
    )


def outside_message() -> str:
    return _("The person takes part in the project, outside your part of it. Ask the project leader.")
