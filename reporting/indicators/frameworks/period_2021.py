"""2021-2027: Regulation (EU) 2021/1057, Annex I."""

from operator import attrgetter

from participants.register.facts import LongTerm
from reporting.indicators.enums import LineKind, Severity
from reporting.indicators.frameworks import vocabulary as v
from reporting.indicators.frameworks.base import (
    AggregateRule,
    Comparison,
    Condition,
    Framework,
    Indicator,
    at_most,
    equals,
    indicators,
)
from reporting.indicators.names import Name

CODE = "2021-2027"

BELOW_18 = v.aged("under 18 år vid start", "below 18 years at entry", oldest=17)
YOUNG = v.aged("18–29 år vid start", "18–29 years old at entry", youngest=18, oldest=29)

INDICATORS = indicators(
    CODE,
    {
        "EECO01": (),
        "EECO02": v.UNEMPLOYED,
        "EECO03": (v.UNEMPLOYED, v.LONG_TERM_UNEMPLOYED),
        "EECO04": v.INACTIVE,
        "EECO05": v.EMPLOYED,
        "EECO06": BELOW_18,
        "EECO07": YOUNG,
        "EECO08": v.aged("55 år eller äldre vid start", "55 years or older at entry", youngest=55),
        "EECO09": v.educated(0, 2),
        "EECO10": v.educated(3, 4),
        "EECO11": v.educated(5, 8),
        "EECO12": v.DISABILITY,
        "EECO13": v.THIRD_COUNTRY_NATIONAL,
        "EECO14": v.FOREIGN_BACKGROUND,
        "EECO15": v.MINORITY,
        "EECO16": v.HOMELESS,
        "EECO17": v.RURAL,
        "GRAND": (),
        "EECR01": (v.INACTIVE, v.SEEKING_WORK),
        "EECR02": (v.NOT_IN_EDUCATION, v.IN_STUDIES),
        "EECR03": v.QUALIFIED,
        "EECR04": (v.NOT_EMPLOYED, v.IN_WORK),
        "EECR05": (v.NOT_EMPLOYED, v.IN_WORK_AT_FOLLOW_UP),
        "EECR06": (v.EMPLOYED, v.IN_WORK_AT_FOLLOW_UP, v.IMPROVED),
    },
    {
        "GRAND": {"complete": False},
        "EECO18": {"entity": attrgetter("supported_public_bodies")},
        "EECO19": {"entity": attrgetter("supported_enterprises")},
    },
)


def reserved(code: str, *conditions: Condition) -> Indicator:
    return Indicator(code, Name(code, code), LineKind.RULES_ONLY, "start", conditions)


# Combined codes of the Commission's system. They are counted separately, so that V-A37 to V-A41 compare a sum
# with records and not with another sum.
RESERVED = (
    reserved("EECO02+04", v.NOT_EMPLOYED),
    reserved("EECO02+05", v.any_of("", "", v.UNEMPLOYED, v.EMPLOYED)),
    reserved("EECO02+04+05", v.any_of("", "", v.UNEMPLOYED, v.INACTIVE, v.EMPLOYED)),
    reserved("EECO06+07", v.any_of("", "", BELOW_18, YOUNG)),
    reserved("EECO10+11", v.educated(3, 8)),
)
NOT_EMPLOYED = ("EECO02", "EECO04")


def rule(id: str, sv: str, en: str, *comparisons: Comparison) -> AggregateRule:
    return AggregateRule(id, Severity.ERROR, Name(sv, en), comparisons)


def reserved_rule(id: str, *codes: str) -> AggregateRule:
    code = "EECO" + "+".join(code.removeprefix("EECO") for code in codes)
    return rule(
        id,
        f"Den reserverade indikatorn {code} är summan av sina delar.",
        f"The reserved indicator {code} is the sum of its parts.",
        equals(code, codes),
    )


RULES = (
    rule(
        "V-A31",
        "Arbetslösa, personer utanför arbetskraften och sysselsatta är tillsammans alla deltagare.",
        "The unemployed, the inactive and the employed are together all participants.",
        equals(("EECO02", "EECO04", "EECO05"), "EECO01"),
    ),
    rule(
        "V-A32",
        "De långtidsarbetslösa är högst så många som de arbetslösa.",
        "The long-term unemployed are at most the unemployed.",
        at_most("EECO03", "EECO02"),
    ),
    rule(
        "V-A33",
        "Åldersgrupperna är tillsammans högst så många som alla deltagare.",
        "The age groups are together at most all participants.",
        at_most(("EECO06", "EECO07", "EECO08"), "EECO01"),
    ),
    rule(
        "V-A34",
        "Utbildningsnivåerna är tillsammans alla deltagare.",
        "The education levels are together all participants.",
        equals(("EECO09", "EECO10", "EECO11"), "EECO01"),
    ),
    rule(
        "V-A35",
        "Var och en av de utsatta grupperna är högst så stor som alla deltagare.",
        "Each of the disadvantaged groups is at most all participants.",
        *(at_most(f"EECO{number}", "EECO01") for number in range(12, 18)),
    ),
    rule(
        "V-A36",
        "Varje resultat är högst så stort som den grupp vid start som det gäller.",
        "Each result is at most the group at entry that it concerns.",
        at_most("EECR01", "EECO04"),
        at_most("EECR02", "EECO01"),
        at_most("EECR03", "EECO01"),
        at_most("EECR04", NOT_EMPLOYED),
        at_most(("EECR01", "EECR04"), NOT_EMPLOYED),
        at_most("EECR05", NOT_EMPLOYED),
        at_most("EECR06", "EECO05"),
    ),
    reserved_rule("V-A37", "EECO02", "EECO04"),
    reserved_rule("V-A38", "EECO02", "EECO05"),
    reserved_rule("V-A39", "EECO02", "EECO04", "EECO05"),
    reserved_rule("V-A40", "EECO06", "EECO07"),
    reserved_rule("V-A41", "EECO10", "EECO11"),
    rule(
        "V-A42",
        "Ett resultat är högst så stort som sin referensgrupp, och ett resultat i procent högst 100.",
        "A result is at most its reference output, and a result in per cent at most 100.",
        at_most("EECR01", "EECO04"),
        *(at_most(f"EECR0{number}", "EECO01") for number in (2, 3)),
        *(at_most(f"EECR0{number}", "EECO02+04") for number in (4, 5)),
        at_most("EECR06", "EECO05"),
        *(at_most(measure, "leavers") for measure in ("work", "occupation", "progression")),
    ),
)

FRAMEWORK = Framework(CODE, f"{CODE}/2", LongTerm(), INDICATORS, RULES, hidden=RESERVED)
