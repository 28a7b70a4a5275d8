"""2007-2013: Regulation (EC) 1828/2006, Annex XXIII. Participants at entry; no common results."""

from participants.register.facts import LongTerm
from reporting.indicators.enums import LineKind, Severity
from reporting.indicators.frameworks import vocabulary as v
from reporting.indicators.frameworks.base import (
    BEFORE,
    LEFT,
    PRESENT,
    AggregateRule,
    Comparison,
    Framework,
    Indicator,
    at_most,
    equals,
    indicators,
)
from reporting.indicators.names import Name

CODE = "2007-2013"
MIGRANT = v.any_of(
    "utländsk bakgrund eller tredjelandsmedborgare",
    "foreign background or third-country national",
    v.FOREIGN_BACKGROUND,
    v.THIRD_COUNTRY_NATIONAL,
)


INDICATORS = indicators(
    CODE,
    {
        "A23-1E": (),
        "A23-1L": (),
        "A23-1C": (),
        "A23-3a": v.EMPLOYED,
        "A23-3a1": (v.EMPLOYED, v.SELF_EMPLOYED),
        "A23-3b": v.UNEMPLOYED,
        "A23-3b1": (v.UNEMPLOYED, v.LONG_TERM_UNEMPLOYED),
        "A23-3c": v.INACTIVE,
        "A23-3c1": (v.INACTIVE, v.IN_EDUCATION),
        "A23-3x": v.STATUS_NOT_KNOWN,
        "A23-4a": v.aged("15–24 år vid start", "15–24 years old at entry", youngest=15, oldest=24),
        "A23-4b": v.aged("55–64 år vid start", "55–64 years old at entry", youngest=55, oldest=64),
        "A23-5a": v.MINORITY,
        "A23-5b": MIGRANT,
        "A23-5c": v.DISABILITY,
        "A23-5d": v.OTHER_DISADVANTAGE,
        "A23-6a": v.educated(1, 2),
        "A23-6b": v.educated(3, 3),
        "A23-6c": v.educated(4, 4),
        "A23-6d": v.educated(5, 8),  # ISCED 97's levels 5 and 6 are levels 5 to 8 of ISCED 2011
        "A23-6x": v.EDUCATION_NOT_KNOWN,
    },
    {"A23-1L": {"when": LEFT}, "A23-1C": {"when": PRESENT}},
    complete=False,  # the period knows no completeness rule: everyone counts where their answer is known
)


def rule(id: str, sv: str, en: str, *comparisons: Comparison) -> AggregateRule:
    return AggregateRule(id, Severity.ERROR, Name(sv, en), comparisons)


RULES = (
    rule(
        "V-A51",
        "Sysselsatta, arbetslösa och personer utanför arbetskraften är tillsammans högst de som har börjat; "
        "skillnaden är de vars status inte är känd.",
        "The employed, the unemployed and the inactive are together at most those who entered; "
        "the difference is those whose status is not known.",
        equals(("A23-3a", "A23-3b", "A23-3c", "A23-3x"), "A23-1E"),
    ),
    rule(
        "V-A52",
        "En delgrupp är aldrig större än sin grupp.",
        "A subgroup is never larger than its group.",
        at_most("A23-3a1", "A23-3a"),
        at_most("A23-3b1", "A23-3b"),
        at_most("A23-3c1", "A23-3c"),
    ),
    rule(
        "V-A53",
        "Unga och äldre är tillsammans högst så många som har börjat.",
        "The young and the older are together at most those who entered.",
        at_most(("A23-4a", "A23-4b"), "A23-1E"),
    ),
    rule(
        "V-A54",
        "Utbildningsnivåerna är tillsammans högst så många som har börjat.",
        "The education levels are together at most those who entered.",
        at_most(("A23-6a", "A23-6b", "A23-6c", "A23-6d", "A23-6x"), "A23-1E"),
    ),
    rule(
        "V-A55",
        "Var och en av de utsatta grupperna är högst så stor som antalet som har börjat.",
        "Each of the disadvantaged groups is at most those who entered.",
        *(at_most(code, "A23-1E") for code in ("A23-5a", "A23-5b", "A23-5c", "A23-5d")),
    ),
    rule(
        "V-A56",
        "De kvarvarande är de tidigare kvarvarande plus påbörjade minus avslutade, och aldrig färre än noll.",
        "The carry-over is the earlier carry-over plus those entering minus those leaving, never below zero.",
        equals("A23-1C", (BEFORE, "A23-1E"), minus="A23-1L"),
        Comparison(("A23-1C",), ">=", ()),
    ),
)

CARRIED_OVER_BEFORE = Indicator(
    BEFORE,
    Name("kvarvarande före perioden", "carry-over before the period"),
    LineKind.RULES_ONLY,
    "year end",
    when=BEFORE,
    complete=False,
)
FRAMEWORK = Framework(CODE, f"{CODE}/2", LongTerm(), INDICATORS, RULES, hidden=(CARRIED_OVER_BEFORE,))
