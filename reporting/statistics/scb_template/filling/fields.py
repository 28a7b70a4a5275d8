"""Fields of a template, and proposals by headings."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NEAR = 0.84  # how alike a heading and a name are, of 1; "startdatum" and "slutdatum" are less alike
SHORTEST_NEAR = 5  # letters: shorter words are near too many others
IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
NO_WORD = re.compile(r"[\W_]+")


class Field(TextChoices):
    NUMBER = "number", _("number: twelve digits, or the substitute code")
    GIVEN_NAME = "given_name", _("given name")
    FAMILY_NAME = "family_name", _("family name")
    FULL_NAME = "full_name", _("given name and family name")
    SEX = "sex", _("gender")
    BIRTH_DATE = "birth_date", _("birth date")
    STARTS_ON = "starts_on", _("start")
    ENDS_ON = "ends_on", _("end")
    HOURS = "hours", _("hours in the month")
    EMPLOYED = "employed", _("employed at entry: yes or no")
    EMPLOYER = "employer", _("employer in the month")
    EMPLOYER_NUMBER = "employer_number", _("employer's organisation number")
    MUNICIPALITY = "municipality", _("municipality code")
    INTERVENTION = "intervention", _("intervention")
    SUB_PROJECT = "sub_project", _("sub-project")
    TEXT = "text", _("the same text in each row")
    EMPTY = "empty", _("left empty")


REPEATED = (Field.TEXT, Field.EMPTY)  # fields that several columns may have
NAMES: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: (
        *("personnummer", "person nr", "personnr", "pnr", "personnummer samordningsnummer"),
        *("person och samordningsnummer", "identitetsnummer", "personal identity number", "identity number"),
        *("personal number", "social security number"),
    ),
    Field.GIVEN_NAME: ("förnamn", "tilltalsnamn", "given name", "first name", "forename"),
    Field.FAMILY_NAME: ("efternamn", "familjenamn", "family name", "surname", "last name"),
    Field.FULL_NAME: ("namn", "deltagarens namn", "deltagare", "för och efternamn", "name", "full name"),
    Field.SEX: ("kön", "juridiskt kön", "sex", "gender"),
    Field.BIRTH_DATE: ("födelsedatum", "född", "födelsedag", "birth date", "date of birth", "born"),
    Field.STARTS_ON: (
        *("startdatum", "start", "från och med", "fr o m", "från", "första dag", "insatsens start"),
        *(
            "startdatum i projektet",
            "datum för start",
            "start date",
            "entry date",
            "date of entry",
            "started",
        ),
    ),
    Field.ENDS_ON: (
        *("slutdatum", "slut", "till och med", "t o m", "till", "sista dag", "avslutsdatum", "avslut"),
        *("slutdatum i projektet", "datum för avslut", "end date", "exit date", "date of exit", "ended"),
    ),
    Field.HOURS: (
        *("timmar", "antal timmar", "timmar i månaden", "antal timmar i månaden", "närvarotimmar", "tid"),
        *("deltagartimmar", "hours", "number of hours", "hours in the month", "hours of attendance"),
    ),
    Field.EMPLOYED: ("anställd", "anställd vid start", "sysselsatt", "employed", "employed at entry"),
    Field.EMPLOYER: ("arbetsgivare", "arbetsgivarens namn", "employer", "name of employer"),
    Field.EMPLOYER_NUMBER: (
        *("organisationsnummer", "organisationsnr", "orgnr", "org nr", "arbetsgivarens organisationsnummer"),
        *("organisation number", "organisation number of employer"),
    ),
    Field.MUNICIPALITY: ("kommunkod", "kommun kod", "municipality code", "code of municipality"),
    Field.INTERVENTION: ("insats", "aktivitet", "projektaktivitet", "intervention", "activity"),
    Field.SUB_PROJECT: ("delprojekt", "delprojektets namn", "sub project", "subproject"),
}
BY_NAME = {name: field for field, names in NAMES.items() for name in names}


def words_of(heading: str) -> str:
    return NO_WORD.sub(" ", heading).strip().casefold()


def field_of(heading: str, *, with_near: bool = True) -> Field | None:
    for words in dict.fromkeys((words_of(heading), words_of(IN_BRACKETS.sub(" ", heading)))):
        if words in BY_NAME:
            return BY_NAME[words]
        if with_near and len(words) >= SHORTEST_NEAR:
            # Two fields that are as near as each other are no proposal.
            near = get_close_matches(words, BY_NAME, n=2, cutoff=NEAR)
            found = {BY_NAME[name] for name in near}
            if len(found) == 1:
                return found.pop()
    return None


def proposal(headings: Iterable[str], remembered: Mapping[str, Field] | None = None) -> list[Field | None]:
    """Return a field for each heading, None where there is none; no field is proposed twice.

    `remembered`: what the headings were in the template before, by words_of().
    """
    headings = list(headings)
    found: list[Field | None] = [(remembered or {}).get(words_of(heading)) for heading in headings]
    for with_near in (False, True):  # an exact name further to the right comes before a near one
        for place, heading in enumerate(headings):
            field = None if found[place] else field_of(heading, with_near=with_near)
            if field and field not in found:
                found[place] = field
    return [
        None if field in found[:at] and field not in REPEATED else field for at, field in enumerate(found)
    ]
