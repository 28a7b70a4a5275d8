"""2014-2020: Regulation (EU) 1304/2013, Annex I. Household questions until 2 August 2018."""

from operator import attrgetter

from participants.register.facts import LongTerm
from reporting.indicators.enums import LineKind, Severity
from reporting.indicators.frameworks import vocabulary as v
from reporting.indicators.frameworks.base import (
    AggregateRule,
    Comparison,
    Framework,
    Indicator,
    at_most,
    equals,
    indicators,
)
from reporting.indicators.names import Name

CODE = "2014-2020"

ABOVE_54 = v.aged("55 år eller äldre vid start", "55 years or older at entry", youngest=55)
INACTIVE_NOT_STUDYING = (v.INACTIVE, v.NOT_IN_EDUCATION)
UNEMPLOYED_OR_INACTIVE_NOT_STUDYING = v.condition(
    "arbetslös, eller utanför arbetskraften och inte i studier, vid start",
    "unemployed, or outside the labour force and not in education, at entry",
    v.UNEMPLOYED.q | (v.INACTIVE.q & v.NOT_IN_EDUCATION.q),
)
CO15 = v.any_of(
    "utländsk bakgrund, tredjelandsmedborgare eller minoritet",
    "foreign background, third-country national or minority",
    v.FOREIGN_BACKGROUND,
    v.THIRD_COUNTRY_NATIONAL,
    v.MINORITY,
)
ANY_RESULT = v.condition(
    "något av CR01–CR04: söker arbete, studerar, kvalifikation eller arbete",
    "one of CR01–CR04: looking for work, studies, a qualification or work",
    (v.INACTIVE.q & v.SEEKING_WORK.q)
    | (v.IN_STUDIES.q & v.NOT_IN_EDUCATION.q)
    | v.QUALIFIED.q
    | (v.NOT_EMPLOYED.q & v.IN_WORK.q),
)

INDICATORS = indicators(
    CODE,
    {
        "CO01": v.UNEMPLOYED,
        "CO02": (v.UNEMPLOYED, v.LONG_TERM_UNEMPLOYED),
        "CO03": v.INACTIVE,
        "CO04": INACTIVE_NOT_STUDYING,
        "CO05": v.EMPLOYED,
        "CO06": v.aged("under 25 år vid start", "below 25 years at entry", oldest=24),
        "CO07": ABOVE_54,
        "CO08": (ABOVE_54, UNEMPLOYED_OR_INACTIVE_NOT_STUDYING),
        "CO09": v.educated(1, 2),
        "CO10": v.educated(3, 4),
        "CO11": v.educated(5, 8),
        "CO12": v.JOBLESS_HOUSEHOLD,
        "CO13": (v.JOBLESS_HOUSEHOLD, v.DEPENDENT_CHILDREN),
        "CO14": v.SINGLE_ADULT_WITH_CHILDREN,
        "CO15": CO15,
        "CO16": v.DISABILITY,
        "CO17": v.OTHER_DISADVANTAGE_OR_ISCED_0,
        "CO18": v.HOMELESS,
        "CO19": v.RURAL,
        "TOTAL": (),
        "GRAND": (),
        "CR01": (v.INACTIVE, v.SEEKING_WORK),
        "CR02": (v.NOT_IN_EDUCATION, v.IN_STUDIES),
        "CR03": v.QUALIFIED,
        "CR04": (v.NOT_EMPLOYED, v.IN_WORK),
        "CR05": (v.DISADVANTAGE, ANY_RESULT),
        "CR06": (v.NOT_EMPLOYED, v.IN_WORK_AT_FOLLOW_UP),
        "CR07": (v.EMPLOYED, v.IN_WORK_AT_FOLLOW_UP, v.IMPROVED),
        "CR08": (ABOVE_54, v.NOT_EMPLOYED, v.IN_WORK_AT_FOLLOW_UP),
        "CR09": (v.DISADVANTAGE, v.NOT_EMPLOYED, v.IN_WORK_AT_FOLLOW_UP),
    },
    {
        "GRAND": {"complete": False},
        "CO20": {"entity": attrgetter("by_social_partners")},
        "CO21": {"entity": attrgetter("for_women_in_employment")},
        "CO22": {"entity": attrgetter("for_public_services")},
        "CO23": {"entity": attrgetter("supported_enterprises")},
    },
)

DISADVANTAGED = Indicator(
    "disadvantaged", Name("utsatta", "disadvantaged"), LineKind.RULES_ONLY, "start", (v.DISADVANTAGE,)
)
PEOPLE = ("CO01", "CO03")
RESULTS = ("CR01", "CR02", "CR03", "CR04", "CR05", "CR06", "CR07", "CR08", "CR09")


def rule(
    id: str, sv: str, en: str, *comparisons: Comparison, severity: str = Severity.ERROR
) -> AggregateRule:
    return AggregateRule(id, severity, Name(sv, en), comparisons)


RULES = (
    rule(
        "V-A02",
        "Arbetslösa, personer utanför arbetskraften och sysselsatta är tillsammans alla deltagare.",
        "The unemployed, the inactive and the employed are together all participants.",
        equals(("CO01", "CO03", "CO05"), "TOTAL"),
    ),
    rule(
        "V-A03",
        "Antalet deltagare är högst antalet med ofullständiga poster inräknade.",
        "The total is at most the grand total, which includes incomplete records.",
        at_most("TOTAL", "GRAND"),
    ),
    rule(
        "V-A04",
        "De långtidsarbetslösa är högst så många som de arbetslösa.",
        "The long-term unemployed are at most the unemployed.",
        at_most("CO02", "CO01"),
    ),
    rule(
        "V-A05",
        "De som inte studerar är högst så många som de utanför arbetskraften.",
        "The inactive not in education are at most the inactive.",
        at_most("CO04", "CO03"),
    ),
    rule(
        "V-A06",
        "De yngsta och de äldsta är tillsammans högst så många som alla deltagare.",
        "The youngest and the oldest are together at most all participants.",
        at_most(("CO06", "CO07"), "TOTAL"),
    ),
    rule(
        "V-A07",
        "De äldre utan arbete är högst så många som de äldre.",
        "The older without work are at most the older.",
        at_most("CO08", "CO07"),
    ),
    rule(
        "V-A08",
        "De äldre utan arbete är högst de arbetslösa och de utanför arbetskraften som inte studerar.",
        "The older without work are at most the unemployed and the inactive not in education.",
        at_most("CO08", ("CO01", "CO04")),
    ),
    rule(
        "V-A09",
        "Utbildningsnivåerna är tillsammans högst så många som alla deltagare; resten har ISCED 0.",
        "The education levels are together at most all participants; the rest have ISCED 0.",
        at_most(("CO09", "CO10", "CO11"), "TOTAL"),
    ),
    rule(
        "V-A10",
        "De som saknar avslutad skola (ISCED 0) räknas som andra missgynnade.",
        "People without completed schooling (ISCED 0) count as other disadvantaged.",
        at_most("TOTAL", ("CO09", "CO10", "CO11", "CO17")),
    ),
    rule(
        "V-A11",
        "Hushåll utan arbete med barn är högst så många som hushåll utan arbete.",
        "Jobless households with children are at most the jobless households.",
        at_most("CO13", "CO12"),
    ),
    rule(
        "V-A12",
        "Den som bor i ett hushåll utan arbete är inte sysselsatt.",
        "Nobody in a jobless household is employed.",
        at_most("CO12", PEOPLE),
    ),
    rule(
        "V-A13",
        "Var och en av de utsatta grupperna är högst så stor som alla deltagare.",
        "Each of the disadvantaged groups is at most all participants.",
        *(at_most(code, "TOTAL") for code in ("CO14", "CO15", "CO16", "CO17")),
    ),
    rule(
        "V-A14",
        "Hemlösa och boende på landsbygden är var för sig högst så många som alla deltagare.",
        "The homeless and the rural are each at most all participants.",
        *(at_most(code, "TOTAL") for code in ("CO18", "CO19")),
    ),
    rule(
        "V-A15",
        "De som började söka arbete är högst så många som de utanför arbetskraften vid start.",
        "Those who began to look for work are at most the inactive at entry.",
        at_most("CR01", "CO03"),
    ),
    rule(
        "V-A16",
        "De som studerar eller fick en kvalifikation är var för sig högst så många som alla deltagare.",
        "Those in studies and those with a qualification are each at most all participants.",
        *(at_most(code, "TOTAL") for code in ("CR02", "CR03")),
    ),
    rule(
        "V-A17",
        "De som fick arbete är högst så många som var utan arbete vid start.",
        "Those who found work are at most those without work at entry.",
        at_most("CR04", PEOPLE),
    ),
    rule(
        "V-A18",
        "Den som fick arbete räknas inte också som arbetssökande.",
        "Nobody counts both as having found work and as looking for it.",
        at_most(("CR01", "CR04"), PEOPLE),
    ),
    rule(
        "V-A19",
        "Utsatta med ett resultat är högst så många som de utsatta.",
        "The disadvantaged with a result are at most the disadvantaged.",
        at_most("CR05", "disadvantaged"),
        at_most("CR05", ("CO12", "CO13", "CO14", "CO15", "CO16", "CO17")),
    ),
    rule(
        "V-A20",
        "Utsatta med ett resultat är högst så många som alla resultat.",
        "The disadvantaged with a result are at most all results.",
        at_most("CR05", ("CR01", "CR02", "CR03", "CR04")),
    ),
    rule(
        "V-A21",
        "De i arbete efter sex månader är högst så många som var utan arbete vid start.",
        "Those in work after six months are at most those without work at entry.",
        at_most("CR06", PEOPLE),
    ),
    rule(
        "V-A22",
        "De med förbättrad situation är högst så många som de sysselsatta vid start.",
        "Those with an improved situation are at most the employed at entry.",
        at_most("CR07", "CO05"),
    ),
    rule(
        "V-A23",
        "Äldre i arbete efter sex månader är högst de äldre, och högst alla i arbete efter sex månader.",
        "The older in work after six months are at most the older, and all in work after six months.",
        at_most("CR08", "CO07"),
        at_most("CR08", "CR06"),
    ),
    rule(
        "V-A24",
        "Utsatta i arbete efter sex månader är högst de utsatta, och högst alla i arbete då.",
        "The disadvantaged in work after six months are at most the disadvantaged, and all in work then.",
        at_most("CR09", "CR06"),
        at_most("CR09", "disadvantaged"),
    ),
    rule(
        "V-A25",
        "Inget resultat är fler än de som har avslutat, och de två som utesluter varandra inte heller ihop.",
        "No result is more than those who left, nor are the two that exclude each other together.",
        *(at_most(code, "leavers") for code in RESULTS),
        at_most(("CR01", "CR04"), "leavers"),
    ),
    rule(
        "V-A26",
        "Ett projekt räknas högst en gång i varje indikator om projekt.",
        "A project counts at most once in each indicator of projects.",
        *(at_most(code, "projects") for code in ("CO20", "CO21", "CO22")),
    ),
)

FRAMEWORK = Framework(CODE, f"{CODE}/2", LongTerm(), INDICATORS, RULES, hidden=(DISADVANTAGED,))
