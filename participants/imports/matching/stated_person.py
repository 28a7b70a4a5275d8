"""Compare what a list of outcomes says about a person with the participant whose number it is."""

from django.utils.translation import gettext as _

from esfportal.ui.formats import date_iso
from participants.imports.matching.context import ImportContext
from participants.imports.matching.disclosure import Disclosure
from participants.imports.matching.names import OTHER_NAME, differs_altogether
from participants.imports.matching.plan import OutcomeRow, OutcomesPlan
from participants.imports.matching.stored_records import StoredParticipation

OTHER_BIRTH_DATE = "other_birth_date"
OTHER_SEX = "other_gender"


def ask_about_person(
    row: OutcomeRow,
    stored: StoredParticipation,
    disclosure: Disclosure,
    context: ImportContext[OutcomesPlan],
) -> None:
    """Ask whether the number is right where the row's names, birth date or sex are those of another person."""
    # The command prints no names, and nothing stored is shown of a protected person.
    shows_stored = disclosure is Disclosure.FULL and context.by is not None

    def ask(code: str, full: str, hidden: str) -> None:
        context.plan.questions.ask(code, full if shows_stored else hidden, row.row)

    # The family name alone proves nothing.
    names = (row.given_name or "", row.family_name or stored.names[1])
    if row.given_name and differs_altogether(names, stored.names):
        details = {"stored": " ".join(stored.names), "new": " ".join(names)}
        ask(
            OTHER_NAME,
            _("The number belongs to %(stored)s, and the row says %(new)s. Is it the right person?")
            % details,
            _("The name differs altogether from the stored one. Is it the right person?"),
        )
    if row.birth_date and row.birth_date != stored.birth_date:
        ask(
            OTHER_BIRTH_DATE,
            _(
                "The person with the number was born %(stored)s, and the row says %(new)s. Is it the right person?"
            )
            % {"stored": date_iso(stored.birth_date), "new": date_iso(row.birth_date)},
            _("The birth date differs from the stored one. Is it the right person?"),
        )
    if row.sex and str(row.sex) != stored.sex:
        text = _("The gender differs from the stored one. Is it the right person?")
        ask(OTHER_SEX, text, text)
