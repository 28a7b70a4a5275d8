"""The columns of the two kinds of file: headings in both languages, and what may stand in them."""

from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.imports.reading import values

IDENTITY = ("personal_identity_number", "birth_date", "sex")


@dataclass(frozen=True)
class Column:
    """One column. `parse` makes a value of text (None: it depends on the project); `personal`
    keeps the value out of listings."""

    name: str
    swedish: str
    parse: object
    required: bool = False
    personal: bool = False
    when: object = ""  # needed only then, in words
    key: str = ""  # of the value in a row that has been read; the English heading if not given

    def __post_init__(self):
        object.__setattr__(self, "key", self.key or self.name)

    @property
    def heading(self):
        """The heading in the reader's language."""
        return self.name if (get_language() or "sv").startswith("en") else self.swedish

    @property
    def hint(self):
        """What may stand in the column, in the reader's language."""
        if isinstance(self.parse, values.Words):
            return self.parse.listed()
        return HINTS.get(self.parse) or PROJECT_HINTS.get(self.name, "")


HINTS = {
    values.number: _("ten or twelve digits: 19940112-2396"),
    values.day: _("a date: 2020-03-31"),
    values.text: _("text"),
    values.isced: _("a digit from 0 to 8 (ISCED)"),
}
PROJECT_HINTS = {
    "municipality": _("name or four-digit code"),
    "intervention": _("the code of one of the project's interventions"),
}
NO_NUMBER = _("when there is no number")


def choice(name, swedish, *entries, **options):
    """A column of words, each with its Swedish form."""
    return Column(name, swedish, values.Words(entries), **options)


def yes_no(name, swedish, **options):
    return Column(name, swedish, values.Words(values.YES_NO, (True, False)), **options)


def sensitive(name, swedish):
    return choice(name, swedish, *values.SENSITIVE)


PARTICIPANTS = (
    Column(
        "personal_identity_number",
        "personnummer",
        values.number,
        personal=True,
        when=_("unless birth date and gender are given"),
    ),
    Column("birth_date", "födelsedatum", values.day, when=NO_NUMBER),
    choice("gender", "kön", ("woman", "kvinna"), ("man", "man"), key="sex", when=NO_NUMBER),
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
    yes_no("in_education", "i utbildning", when=_("for somebody outside the labour force")),
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
    choice(
        "protected_identity",
        "skyddade personuppgifter",
        ("none", "nej"),
        ("confidentiality_mark", "sekretessmarkering"),
        ("protected_registration", "skyddad folkbokföring"),
    ),
    Column("exit_date", "slutdatum", values.day),
    choice(
        "exit_reason",
        "avslutsorsak",
        ("completed", "fullföljt"),
        ("dropped_out", "avbrutit"),
        ("moved", "flyttat"),
        ("other", "annat"),
        when=_("with an end"),
    ),
)

OUTCOMES = (
    Column("personal_identity_number", "personnummer", values.number, required=True, personal=True),
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


@dataclass(frozen=True)
class Kind:
    """A kind of file: its columns, and what to call it."""

    columns: tuple
    label: object
    by_heading: dict = field(init=False)

    def __post_init__(self):
        headings = {}
        for column in self.columns:
            headings[column.name.casefold()] = headings[column.swedish.casefold()] = column
        object.__setattr__(self, "by_heading", headings)

    def column_of(self, heading):
        """The column with a heading in either language, whatever its case; or None."""
        return self.by_heading.get(heading.strip().casefold())


KINDS = {
    "participants": Kind(PARTICIPANTS, _("a list of participants")),
    "outcomes": Kind(OUTCOMES, _("a list of outcomes")),
}
HEADINGS = frozenset(heading for kind in KINDS.values() for heading in kind.by_heading)
