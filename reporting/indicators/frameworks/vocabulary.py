"""Conditions that indicators are built from, with the words that explanations use."""

from django.db.models import Q

from participants.register.activity import INCREASED, NOT_INCREASED
from participants.register.facts import (
    DISADVANTAGED,
    EMPLOYED_AT_FOLLOW_UP,
    EMPLOYED_AT_LEAVING,
    IN_JOBLESS_HOUSEHOLD,
    OTHERWISE_DISADVANTAGED,
    SEEKING_AT_LEAVING,
    SINGLE_WITH_CHILDREN,
)
from participants.register.models import LabourMarketStatus, OutcomeEvent, Sensitive
from reporting.indicators.frameworks.base import Condition
from reporting.indicators.names import Name

# A condition never holds for an unknown answer: unknown is neither "no" nor "yes".
STATUS = LabourMarketStatus


def condition(sv: str, en: str, q: Q) -> Condition:
    return Condition(Name(sv, en), q)


def any_of(sv: str, en: str, *conditions: Condition) -> Condition:
    q = conditions[0].q
    for other in conditions[1:]:
        q |= other.q
    return Condition(Name(sv, en), q)


def aged(sv: str, en: str, *, youngest: int | None = None, oldest: int | None = None) -> Condition:
    span = {"age__gte": youngest, "age__lte": oldest}
    return condition(sv, en, Q(**{key: value for key, value in span.items() if value is not None}))


def educated(lowest: int, highest: int) -> Condition:
    """Return a condition on the highest completed education, ISCED 2011 levels, both included."""
    levels = f"{lowest}–{highest}" if lowest != highest else f"{lowest}"
    return condition(
        f"högsta utbildning ISCED {levels}",
        f"highest education ISCED {levels}",
        Q(education_level__gte=lowest, education_level__lte=highest),
    )


def answered_yes(field: str, sv: str, en: str) -> Condition:
    # A refused answer is not a yes.
    return condition(sv, en, Q(**{field: Sensitive.YES}))


UNEMPLOYED = condition(
    "arbetslös vid start", "unemployed at entry", Q(labour_market_status=STATUS.UNEMPLOYED)
)
INACTIVE = condition(
    "utanför arbetskraften vid start",
    "outside the labour force at entry",
    Q(labour_market_status=STATUS.INACTIVE),
)
EMPLOYED = condition("sysselsatt vid start", "employed at entry", Q(labour_market_status=STATUS.EMPLOYED))
NOT_EMPLOYED = condition(
    "arbetslös eller utanför arbetskraften vid start",
    "unemployed or outside the labour force at entry",
    Q(labour_market_status__in=[STATUS.UNEMPLOYED, STATUS.INACTIVE]),
)
STATUS_NOT_KNOWN = condition(
    "arbetsmarknadsstatus vid start är inte känd",
    "the labour-market status at entry is not known",
    Q(labour_market_status=""),
)
EDUCATION_NOT_KNOWN = condition(
    "utbildningsnivå vid start är inte känd",
    "the education level at entry is not known",
    Q(education_level__isnull=True),
)
SELF_EMPLOYED = condition("egenföretagare vid start", "self-employed at entry", Q(self_employed=True))
LONG_TERM_UNEMPLOYED = condition(
    "långtidsarbetslös vid start: längre än 6 månader för den som är under 25 år, annars 12 månader",
    "long-term unemployed at entry: longer than 6 months for people under 25, otherwise 12 months",
    Q(unemployed_for_long=True),  # used together with UNEMPLOYED
)
IN_EDUCATION = condition("i studier vid start", "in education at entry", Q(in_education=True))
NOT_IN_EDUCATION = condition(
    "inte i studier vid start",
    "not in education at entry",
    Q(in_education=False) | Q(in_education__isnull=True),
)

FOREIGN_BACKGROUND = answered_yes("foreign_background", "utländsk bakgrund", "foreign background")
THIRD_COUNTRY_NATIONAL = answered_yes(
    "third_country_national", "tredjelandsmedborgare", "third-country national"
)
MINORITY = answered_yes("minority", "tillhör en minoritet", "belongs to a minority")
DISABILITY = answered_yes("disability", "funktionsnedsättning", "disability")
OTHER_DISADVANTAGE = answered_yes("other_disadvantage", "annan utsatthet", "other disadvantage")
OTHER_DISADVANTAGE_OR_ISCED_0 = condition(
    "annan utsatthet, eller ingen avslutad utbildning (ISCED 0)",
    "other disadvantage, or no completed education (ISCED 0)",
    OTHERWISE_DISADVANTAGED,
)
HOMELESS = condition("hemlös eller utan egen bostad", "homeless or without a home", Q(homeless=True))
RURAL = condition("bor på landsbygden", "lives in a rural area", Q(rural=True))
JOBLESS_HOUSEHOLD = condition(
    "hushåll utan arbete, start före 2 augusti 2018",
    "jobless household, entry before 2 August 2018",
    IN_JOBLESS_HOUSEHOLD,
)
DEPENDENT_CHILDREN = condition("barn i hushållet", "children in the household", Q(dependent_children=True))
SINGLE_ADULT_WITH_CHILDREN = condition(
    "ensam vuxen med barn, start före 2 augusti 2018",
    "single adult with children, entry before 2 August 2018",
    SINGLE_WITH_CHILDREN,
)
DISADVANTAGE = condition(
    "någon utsatthet vid start (CO12–CO17)", "some disadvantage at entry (CO12–CO17)", DISADVANTAGED
)

SEEKING_WORK = condition(
    "söker arbete efter avslut: senaste händelsen på arbetsmarknaden sedan senaste starten, inom 28 dagar",
    "looking for work after leaving: the last labour-market event since the last entry, within 28 days",
    Q(leaving_status__in=SEEKING_AT_LEAVING),
)
IN_WORK = condition(
    "anställd eller egenföretagare efter avslut: senaste händelsen på arbetsmarknaden sedan senaste starten, "
    "inom 28 dagar",
    "employed or self-employed after leaving: the last labour-market event since the last entry, "
    "within 28 days",
    Q(leaving_status__in=EMPLOYED_AT_LEAVING),
)
IN_STUDIES = condition(
    "börjat studera efter senaste starten, senast 28 dagar efter avslut",
    "began studies after the last entry, at the latest 28 days after leaving",
    Q(has_education=True),
)
QUALIFIED = condition(
    "fått en kvalifikation efter första starten, senast 28 dagar efter avslut",
    "gained a qualification after the first entry, at the latest 28 days after leaving",
    Q(has_qualification=True),
)
IN_WORK_AT_FOLLOW_UP = condition(
    "anställd eller egenföretagare vid uppföljningen efter sex månader",
    "employed or self-employed at the follow-up after six months",
    Q(follow_up__in=EMPLOYED_AT_FOLLOW_UP),
)
IMPROVED = condition(
    "förbättringen är angiven (en löneökning räcker inte)",
    "the improvement is named (a pay rise is not enough)",
    Q(follow_up_improvement__in=OutcomeEvent.Improvement.values),
)
IN_WORK_OR_STUDYING = condition(
    "i arbete, studier eller praktik efter avslut",
    "in work, studies or an internship after leaving",
    IN_WORK.q | IN_STUDIES.q | Q(has_internship=True),
)
IN_OWN_BUSINESS = condition(
    "egenföretagare efter avslut: senaste händelsen på arbetsmarknaden sedan senaste starten, inom 28 dagar",
    "self-employed after leaving: the last labour-market event since the last entry, within 28 days",
    Q(leaving_status=OutcomeEvent.Kind.SELF_EMPLOYMENT),
)
_NOT_IN_WORK = Q(leaving_status__isnull=True) | Q(
    leaving_status__in=[kind for kind in OutcomeEvent.LABOUR_MARKET if kind not in EMPLOYED_AT_LEAVING]
)
STUDYING_ONLY = condition(
    "i studier men inte i arbete efter avslut",
    "in studies but not in work after leaving",
    IN_STUDIES.q & _NOT_IN_WORK,
)
INTERNSHIP_ONLY = condition(
    "i praktik men varken i arbete eller studier efter avslut",
    "in an internship but neither in work nor in studies after leaving",
    Q(has_internship=True, has_education=False) & _NOT_IN_WORK,
)
CLOSER = condition(
    "i arbete, studier eller praktik, eller närmare arbetsmarknaden",
    "in work, studies or an internship, or closer to the labour market",
    IN_WORK_OR_STUDYING.q | Q(has_closer=True),
)
COMPARABLE = condition(
    "arbete och studier är kända vid senaste starten och vid avslutet, med timmar och omfattning där det finns "
    "arbete eller studier vid båda",
    "work and studies are known at the last start and at the end, with hours and extent where there is some "
    "at both",
    Q(activity__in=[INCREASED, NOT_INCREASED]),
)
BEGAN_OR_INCREASED = condition(
    "har börjat arbeta eller studera, eller gör det mer, vid avslutet än vid senaste starten",
    "began to work or study, or does so more, at the end than at the last start",
    Q(activity=INCREASED),
)
