"""Columns of the file formats: headings in both languages and accepted values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from esfportal.languages import active_language
from participants.imports.booking_files import amounts
from participants.imports.employer_files.branch_words import BRANCHES
from participants.imports.reading import values
from participants.register.models.situation import MOST_HOURS, MOST_INCOMES, WHOLE

NOTHING_CHOSEN: Mapping[str, str] = {}
NEAR = 0.8  # how alike two headings are, of 1, before one is taken for a misspelling of the other
IDENTITY = ("personal_identity_number", "birth_date", "sex")


@dataclass(frozen=True)
class Column:
    name: str  # the English heading
    swedish: str
    parse: values.Parser | None  # None: depends on the project
    required: bool = False
    personal: bool = False  # masked in lists of problems
    required_when: object = ""  # the condition in words
    key: str = ""  # of the parsed value; the English heading by default

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.name)

    @property
    def heading(self) -> str:
        return self.name if active_language() == "en" else self.swedish

    @property
    def hint(self) -> str:
        if isinstance(self.parse, values.WordList | values.WholeNumber | values.IncomeList):
            return self.parse.listed()
        return HINTS.get(self.parse) or PROJECT_HINTS.get(self.name, "")


HINTS: dict[values.Parser | None, str] = {
    values.number: _("ten or twelve digits: 19940112-2396"),
    values.day: _("a date: 2020-03-31"),
    values.text: _("text"),
    amounts.amount: _("kronor and öre: 1 250,50"),
    values.time_of_day: _("a time: 09:00"),
    values.code_or_number: _("the code of an exported file, or ten or twelve digits: 19940112-2396"),
    values.organisation_number: _("ten digits: 212000-0746; empty for a sole trader"),
    values.isced: _("a digit from 0 to 8 (ISCED)"),
}
PROJECT_HINTS = {
    "municipality": _("name or four-digit code"),
    "activity": _("the name of one of the project's activities"),
    "intervention": _("the code of one of the project's interventions"),
    "source": _("one of the project's sources of financing"),
    "purpose": _("one of the named parts of the project's budget"),
}
CONTACT = _("with a title, an e-mail address or a telephone number")
NO_NUMBER = _("when there is no number")
NO_BIRTH_DATE = _("when there is no number, or the number does not tell it")


def choice(name: str, swedish: str, *entries: tuple[str, ...], **options: Any) -> Column:
    # `entries`: (English, Swedish, synonyms …)
    return Column(name, swedish, values.WordList(entries), **options)


def yes_no(name: str, swedish: str, **options: Any) -> Column:
    return Column(name, swedish, values.WordList(values.YES_NO, (True, False)), **options)


def sensitive(name: str, swedish: str) -> Column:
    return choice(name, swedish, *values.SENSITIVE)


WORK = (
    ("none", "inget", "inget arbete", "no work"),
    ("unsubsidised", "utan stöd", "arbete utan stöd", "osubventionerat", "work without subsidy"),
    ("subsidised", "med stöd", "arbete med stöd", "subventionerat", "subsidised work"),
    ("own", "eget företag", "business of their own"),
)
STUDY = (
    ("none", "inga", "inga studier", "no studies"),
    ("language", "svenska för invandrare", "sfi", "Swedish for immigrants"),
    ("school", "grundskola eller gymnasium", "compulsory or upper secondary school"),
    ("vocational", "yrkesutbildning", "vocational training"),
    ("higher", "högskola", "higher education"),
    ("other", "andra studier", "annat", "other studies"),
)
INCOME = (
    ("wage", "lön"),
    ("subsidised_wage", "lön med stöd", "subventionerad lön", "subsidised wage"),
    ("income_support", "försörjningsstöd", "ekonomiskt bistånd", "income support"),
    ("activity_support", "aktivitetsstöd", "activity support"),
    ("development", "utvecklingsersättning", "development allowance"),
    ("establishment", "etableringsersättning", "introduction benefit"),
    ("unemployment", "a-kassa", "unemployment insurance"),
    ("sickness", "sjukpenning", "sickness benefit"),
    ("rehabilitation", "rehabiliteringspenning", "rehabpenning", "rehabilitation allowance"),
    ("sickness_pension", "sjukersättning", "sickness compensation"),
    ("activity_pension", "aktivitetsersättning", "activity compensation"),
    ("study_support", "studiestöd", "study support"),
    ("other", "annan inkomst", "annan", "other income"),
    ("none", "ingen inkomst", "ingen", "no income"),
)


def situation(moment: str, swedish: str) -> tuple[Column, ...]:
    """Return the columns of work, studies and income at a moment."""
    return (
        choice(f"work_at_{moment}", f"arbete vid {swedish}", *WORK),
        Column(f"work_hours_at_{moment}", f"arbetstimmar vid {swedish}", values.WholeNumber(MOST_HOURS)),
        choice(f"study_at_{moment}", f"studier vid {swedish}", *STUDY),
        Column(f"study_extent_at_{moment}", f"studieomfattning vid {swedish}", values.WholeNumber(WHOLE)),
        Column(
            f"incomes_at_{moment}",
            f"försörjning vid {swedish}",
            values.IncomeList(values.WordList(INCOME), MOST_INCOMES),
        ),
    )


PARTICIPANTS = (
    Column(
        "personal_identity_number",
        "personnummer",
        values.number,
        personal=True,
        required_when=_("unless birth date and gender are given"),
    ),
    Column("birth_date", "födelsedatum", values.day, required_when=NO_BIRTH_DATE),
    choice("gender", "kön", ("woman", "kvinna"), ("man", "man"), key="sex", required_when=NO_NUMBER),
    Column("given_name", "förnamn", values.text, required=True, personal=True),
    Column("family_name", "efternamn", values.text, required=True, personal=True),
    Column("municipality", "kommun", None, required=True),
    Column("intervention", "insats", None),
    Column("entry_date", "startdatum", values.day, required=True),
    choice(
        "labour_market_status",
        "arbetsmarknadsstatus",
        ("unemployed", "arbetslös"),
        ("inactive", "utanför arbetskraften"),
        ("employed", "sysselsatt"),
    ),
    Column("unemployed_since", "arbetslös sedan", values.day),
    yes_no("in_education", "i utbildning", required_when=_("for a person outside the labour force")),
    yes_no("self_employed", "egenföretagare"),
    Column("education_level", "utbildningsnivå", values.isced),
    yes_no("jobless_household", "hushåll utan arbete"),
    yes_no("dependent_children", "barn i hushållet"),
    yes_no("single_adult", "ensam vuxen"),
    sensitive("foreign_background", "utländsk bakgrund"),
    sensitive("third_country_national", "tredjelandsmedborgare"),
    sensitive("minority", "minoritet"),
    sensitive("disability", "funktionsnedsättning"),
    sensitive("other_disadvantage", "annan utsatthet"),
    yes_no("homeless", "hemlös"),
    yes_no("rural", "landsbygd"),
    yes_no("sick_listed", "sjukskriven"),
    Column("sick_listed_since", "sjukskriven sedan", values.day),
    yes_no("sickness_pension", "sjukersättning"),
    yes_no("income_support", "försörjningsstöd"),
    yes_no("newly_arrived", "nyanländ"),
    sensitive("refugee", "flykting"),
    Column(
        "admission_ground",
        "antagningsskäl",
        values.text,
        personal=True,
        required_when=_("for a person outside the project's target groups"),
    ),
    choice(
        "protected_identity",
        "skyddade personuppgifter",
        ("none", "nej"),
        ("confidentiality_mark", "sekretessmarkering"),
        ("protected_registration", "skyddad folkbokföring"),
    ),
    *situation("entry", "start"),
    Column("exit_date", "slutdatum", values.day),
    choice(
        "exit_reason",
        "avslutsorsak",
        ("completed", "fullföljt", "fullföljde enligt planen", "completed as planned"),
        ("dropped_out", "avbrutit", "avbröt", "dropped out"),
        ("for_work", "till arbete", "slutade för arbete", "left for work"),
        ("for_study", "till studier", "slutade för studier", "left for studies"),
        ("moved", "flyttat", "flyttade"),
        ("died", "avliden", "avled"),
        ("no_consent", "återtaget samtycke", "återtog samtycket", "withdrew the consent"),
        ("other", "annat", "annan orsak", "other reason"),
        required_when=_("with an end"),
    ),
    *situation("exit", "slut"),
    yes_no("same_person", "samma person", required_when=_("when the name differs from the stored one")),
)

# Optional in a list of outcomes: they are compared with the person whose number it is, and not stored.
IDENTITY_TO_COMPARE = (
    Column("given_name", "förnamn", values.text, personal=True),
    Column("family_name", "efternamn", values.text, personal=True),
    Column("birth_date", "födelsedatum", values.day),
    choice("gender", "kön", ("woman", "kvinna"), ("man", "man"), key="sex"),
)

OUTCOMES = (
    Column("personal_identity_number", "personnummer", values.number, required=True, personal=True),
    *IDENTITY_TO_COMPARE,
    Column("date", "datum", values.day, required=True),
    choice(
        "kind",
        "händelse",
        ("employment", "anställning"),
        ("self_employment", "eget företag"),
        ("job_search", "söker arbete"),
        ("unemployed", "arbetslös"),
        ("inactive", "utanför arbetskraften"),
        ("education", "studier"),
        ("qualification", "kvalifikation"),
        ("internship", "praktik"),
        ("closer_to_labour_market", "närmare arbetsmarknaden"),
        (
            "follow_up_employed",
            "uppföljning: sysselsatt",
            "uppföljning: anställd",
            "uppföljning: anställning",
        ),
        ("follow_up_self_employed", "uppföljning: eget företag", "uppföljning: egenföretagare"),
        ("follow_up_unemployed", "uppföljning: arbetslös"),
        ("follow_up_inactive", "uppföljning: utanför arbetskraften"),
        required=True,
    ),
    choice(
        "improvement",
        "förbättring",
        ("precarious_to_stable", "från osäker till fast anställning"),
        ("underemployment_to_full", "från deltid till heltid"),
        ("higher_skills", "mer kvalificerat arbete"),
        ("promotion", "befordran"),
    ),
    Column("evidence", "underlag", values.text, personal=True),
)


ATTENDANCE = (
    Column("activity", "aktivitet", None, required=True),
    Column("date", "datum", values.day, required=True),
    Column("from", "från", values.time_of_day, required=True),
    Column("participant", "deltagare", values.code_or_number, required=True, personal=True),
    *IDENTITY_TO_COMPARE[:2],
    choice(
        "attendance",
        "närvaro",
        ("present", "närvarande"),
        ("late", "kom sent"),
        ("left_early", "gick tidigt"),
        ("absent", "frånvarande"),
        required=True,
    ),
    Column(
        "minutes_missed",
        "missade minuter",
        values.WholeNumber(999),
        required_when=_("with “came late” or “left early”"),
    ),
    Column(
        "reason",
        "orsak",
        values.WordList(
            (
                ("ill", "sjuk"),
                ("ill_child", "sjukt barn", "vab"),
                ("interview", "anställningsintervju", "intervju"),
                ("work", "arbete"),
                ("other_reason", "annat giltigt skäl", "other valid reason"),
                ("unknown_reason", "okänd orsak", "unknown reason"),  # "unknown" is read as an empty cell
            ),
            ("ill", "ill_child", "interview", "work", "other", "unknown"),
        ),
        required_when=_("for an absence"),
    ),
)


EMPLOYERS = (
    Column("organisation_number", "organisationsnummer", values.organisation_number, personal=True),
    Column("employer", "arbetsgivare", values.text, required=True),
    yes_no("sole_trader", "enskild firma"),
    Column(
        "branch",
        "bransch",
        values.WordList([(*words, letter) for letter, *words in BRANCHES], [each[0] for each in BRANCHES]),
    ),
    Column("address", "adress", values.text),
    Column("municipality", "kommun", None, required_when=_("with an address")),
    Column("contact", "kontaktperson", values.text, personal=True, required_when=CONTACT),
    Column("role", "titel", values.text, personal=True),
    Column("email", "e-post", values.text, personal=True),
    Column("phone", "telefon", values.text, personal=True),
)

BOOKINGS = (
    Column("date", "datum", values.day, required=True),
    Column("source", "källa", None, required=True),
    Column("amount", "belopp", amounts.amount, required_when=_("unless debit or credit is given")),
    Column("debit", "debet", amounts.amount),
    Column("credit", "kredit", amounts.amount),
    Column("purpose", "ändamål", None),
    Column("hours", "timmar", amounts.amount),
    Column("voucher", "verifikation", values.text),
    Column("note", "anteckning", values.text),
)


@dataclass(frozen=True)
class FileFormat:
    columns: tuple[Column, ...]
    label: object  # translated lazily
    totalled: tuple[str, ...] = ()  # columns that are compared with totals lines

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        english = {column.name.casefold(): column for column in self.columns}
        return english | {column.swedish.casefold(): column for column in self.columns}

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.required)

    def known_in(self, header: Iterable[str]) -> set[str]:
        """Return the columns that the headings are, by key."""
        return {column.key for heading in header if (column := self.column_of(heading))}

    def column_of(self, heading: str, chosen: Mapping[str, str] = NOTHING_CHOSEN) -> Column | None:
        # In either language and any case, or as it was chosen; None for an unknown heading.
        heading = heading.strip().casefold()
        return self.by_heading.get(heading) or self.by_heading.get(chosen.get(heading, ""))

    def heading_near(self, heading: str) -> str | None:
        """Return the known heading that was probably meant, in the language that it was written in."""
        words = heading.strip().casefold().replace("_", " ")
        spelled = {known.replace("_", " "): known for known in self.by_heading}
        found = get_close_matches(words, spelled, n=1, cutoff=NEAR)
        return spelled[found[0]] if found else None


def vocabulary(file_format: FileFormat) -> set[str]:
    """Return the words that the columns accept, in lower case."""
    lists = (column.parse for column in file_format.columns if isinstance(column.parse, values.WordList))
    return {word.casefold() for words in lists for entry in words.entries for word in entry}


FORMATS = {
    "participants": FileFormat(PARTICIPANTS, _("a list of participants")),
    "outcomes": FileFormat(OUTCOMES, _("a list of outcomes")),
    "attendance": FileFormat(ATTENDANCE, _("a list of attendance")),
    "employers": FileFormat(EMPLOYERS, _("a list of employers")),
    "bookings": FileFormat(BOOKINGS, _("a list of bookings"), ("amount", "debit", "credit")),
}
HEADINGS = frozenset(heading for file_format in FORMATS.values() for heading in file_format.by_heading)
