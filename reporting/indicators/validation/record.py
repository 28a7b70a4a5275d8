"""Record rules: missing or wrong data of one participation."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Expression, F, Q
from django.utils import timezone

from participants.register.facts import HOUSEHOLD_ASKED
from participants.register.models import LabourMarketStatus as STATUS
from participants.register.models import OutcomeEvent
from participants.register.rules.warnings import YOUNGEST
from projects.models import Project
from reporting.indicators.counting import Counts
from reporting.indicators.document import RuleLine
from reporting.indicators.enums import RuleLevel, Severity
from reporting.indicators.frameworks import vocabulary as v
from reporting.indicators.frameworks.base import Framework, RecordRule
from reporting.indicators.names import Name

ERROR, INCOMPLETE, WARNING = Severity.ERROR, Severity.INCOMPLETE, Severity.WARNING
WORST_FIRST = (ERROR, INCOMPLETE, WARNING)
type Day = date | Expression

OLDEST = 74  # 15 to 74 are the ages of labour-market statistics


def rule(id: str, severity: str, sv: str, en: str, broken: Q) -> RecordRule:
    return RecordRule(id, severity, Name(sv, en), broken)


COMMON = (
    rule("V-R01", INCOMPLETE, "Kön saknas.", "The sex is missing.", Q(sex__isnull=True)),
    rule(
        "V-R02",
        ERROR,
        "Arbetsmarknadsstatus vid start saknas: arbetslös, utanför arbetskraften eller sysselsatt.",
        "The labour-market status at entry is missing: unemployed, inactive or employed.",
        Q(labour_market_status=""),
    ),
    rule(
        "V-R03", INCOMPLETE, "Födelsedatum saknas.", "The birth date is missing.", Q(birth_date__isnull=True)
    ),
    rule(
        "V-R04",
        INCOMPLETE,
        "Utbildningsnivå saknas.",
        "The education level is missing.",
        Q(education_level__isnull=True),
    ),
    rule(
        "V-R05",
        INCOMPLETE,
        "Svar om hushållet saknas. De behövs för den som började före den 2 augusti 2018.",
        "Answers about the household are missing. They are needed for entries before 2 August 2018.",
        HOUSEHOLD_ASKED
        & (
            Q(jobless_household__isnull=True)
            | Q(dependent_children__isnull=True)
            | Q(single_adult__isnull=True)
        ),
    ),
    rule(
        "V-R07",
        ERROR,
        "Tiden utan arbete gör personen långtidsarbetslös, men statusen vid start är en annan.",
        "The time out of work makes the person long-term unemployed, but the status at entry is another.",
        Q(
            unemployed_for_long=True,
            labour_market_status__in=[STATUS.INACTIVE, STATUS.EMPLOYED],
        ),
    ),
    rule(
        "V-R08",
        ERROR,
        "Uppgift om studier saknas. Den behövs för den som är utanför arbetskraften.",
        "Whether the person is in education is missing. It is needed for an inactive person.",
        v.INACTIVE.q & Q(in_education__isnull=True),
    ),
    rule(
        "V-R09",
        WARNING,
        "Personen blev arbetslös efter sin start i projektet.",
        "The person became unemployed after entering the project.",
        Q(unemployed_since__gt=F("first_entry")),
    ),
    rule(
        "V-R11",
        ERROR,
        "Avslutet är före starten.",
        "The exit is before the entry.",
        Q(last_exit__lt=F("last_entry")),
    ),
    rule(
        "V-R13",
        ERROR,
        "En uppföljning är registrerad fast personen är kvar i projektet.",
        "A follow-up is recorded though the person still takes part.",
        Q(last_exit__isnull=True, last_follow_up_on__gte=F("last_entry")),
    ),
    rule(
        "V-R15",
        ERROR,
        "En uppföljning är daterad tidigare än sex månader efter avslutet.",
        "A follow-up is dated earlier than six months after leaving.",
        Q(has_early_follow_up=True),
    ),
    rule(
        "V-R24",
        WARNING,
        "Studier är registrerade som resultat, men personen studerade redan vid start.",
        "Studies are recorded as a result, but the person was already in education at entry.",
        v.IN_EDUCATION.q & v.IN_STUDIES.q,
    ),
    rule(
        "V-R25",
        WARNING,
        f"Åldern vid start är under {YOUNGEST} eller över {OLDEST} år.",
        f"The age at entry is below {YOUNGEST} or above {OLDEST}.",
        Q(age__lt=YOUNGEST) | Q(age__gt=OLDEST),
    ),
    rule(
        "V-R26",
        WARNING,
        "Personen är under 18 år men har högre utbildning.",
        "The person is below 18 but has tertiary education.",
        Q(age__lt=18, education_level__gte=5),
    ),
)

IMPROVED_THOUGH_NOT_EMPLOYED = rule(
    "V-R18",
    ERROR,
    "En förbättring är registrerad, men personen var inte sysselsatt vid start.",
    "An improvement is recorded, but the person was not employed at entry.",
    Q(
        follow_up_improvement__in=OutcomeEvent.Improvement.values,
        labour_market_status__in=["", STATUS.UNEMPLOYED, STATUS.INACTIVE],
    ),
)
EMPLOYED_IN_JOBLESS_HOUSEHOLD = rule(
    "V-R28",
    ERROR,
    "Hushållet uppges vara utan arbete, men personen är sysselsatt.",
    "The household is said to be jobless, but the person is employed.",
    v.JOBLESS_HOUSEHOLD.q & v.EMPLOYED.q,
)
NO_CHILDREN = Q(dependent_children=False) | Q(dependent_children__isnull=True)
NOT_JOBLESS = Q(jobless_household=False) | Q(jobless_household__isnull=True)


# Put the cheap contradiction first in the condition: it decides nearly every row.
def by_definition(id: str, sv: str, en: str, broken: Q) -> RecordRule:
    return rule(id, ERROR, sv, en, broken)


def current_rules(project: Project, framework: Framework) -> tuple[RecordRule, ...]:
    """Return the rules for the project's participations today."""
    return record_rules(
        framework, starts_on=project.starts_on, ends_on=project.ends_on, today=timezone.localdate()
    )


def record_rules(
    framework: Framework, *, starts_on: Day | None, ends_on: Day | None, today: Day
) -> tuple[RecordRule, ...]:
    """Return the rules of a programme period."""
    rules = [*COMMON, _future(today)]
    # Without project dates nothing can be outside them (V-R10).
    if starts_on or ends_on:
        rules.append(_outside(starts_on, ends_on))
    if framework.code == "2014-2020":
        rules += [IMPROVED_THOUGH_NOT_EMPLOYED, EMPLOYED_IN_JOBLESS_HOUSEHOLD, *_result_rules_2014(framework)]
    if framework.code == "2021-2027":
        rules += [IMPROVED_THOUGH_NOT_EMPLOYED, *_result_rules_2021(framework)]
    return tuple(sorted(rules, key=lambda each: each.id))


def _future(today: Day) -> RecordRule:
    return rule(
        "V-R12",
        ERROR,
        "Starten eller avslutet ligger i framtiden.",
        "The entry or the exit is in the future.",
        Q(last_entry__gt=today) | Q(last_exit__gt=today),
    )


def _outside(starts_on: Day | None, ends_on: Day | None) -> RecordRule:
    broken = Q(first_entry__lt=starts_on) if starts_on else Q()
    if ends_on:
        broken |= Q(last_entry__gt=ends_on)
    return rule(
        "V-R10",
        ERROR,
        "Starten ligger utanför projektets tid.",
        "The entry is outside the project's time.",
        broken,
    )


def _result_rules_2014(framework: Framework) -> list[RecordRule]:
    return [
        *_status_rules(framework, "CR01", "CR04", "CR06"),
        by_definition(
            "V-R19",
            "Personen räknas som äldre i arbete (CR08) men var yngre än 55 år vid start.",
            "The person counts as older and in work (CR08) but was below 55 at entry.",
            Q(age__lt=55) & framework["CR08"].q,
        ),
        by_definition(
            "V-R20",
            "Personen räknas som utsatt med resultat (CR05 eller CR09) utan någon utsatthet vid start.",
            "The person counts as disadvantaged with a result (CR05 or CR09) without any disadvantage at entry.",
            Q(disadvantaged=False) & (framework["CR05"].q | framework["CR09"].q),
        ),
        by_definition(
            "V-R27",
            "Personen räknas i CO14 utan barn i hushållet, eller i CO13 utan att räknas i CO12.",
            "The person counts in CO14 without children in the household, or in CO13 without counting in CO12.",
            (NO_CHILDREN & framework["CO14"].q) | (NOT_JOBLESS & framework["CO13"].q),
        ),
    ]


def _result_rules_2021(framework: Framework) -> list[RecordRule]:
    return _status_rules(framework, "EECR01", "EECR04", "EECR05")


# V-R16, V-R17 and V-R21: two periods have them under codes of their own.
def _status_rules(framework: Framework, seeking: str, working: str, later: str) -> list[RecordRule]:
    return [
        by_definition(
            "V-R16",
            f"Personen räknas i {seeking} men var inte utanför arbetskraften vid start.",
            f"The person counts in {seeking} but was not inactive at entry.",
            Q(labour_market_status__in=["", STATUS.UNEMPLOYED, STATUS.EMPLOYED]) & framework[seeking].q,
        ),
        by_definition(
            "V-R17",
            f"Personen räknas i {working} eller {later} men var sysselsatt vid start.",
            f"The person counts in {working} or {later} but was employed at entry.",
            Q(labour_market_status__in=["", STATUS.EMPLOYED]) & (framework[working].q | framework[later].q),
        ),
        by_definition(
            "V-R21",
            f"Personen räknas både i {seeking} och i {working}.",
            f"The person counts both in {seeking} and in {working}.",
            framework[seeking].q & framework[working].q,
        ),
    ]


def broken_record_rules(rules: Iterable[RecordRule], counts: Counts) -> list[RuleLine]:
    return [
        RuleLine(rule.id, RuleLevel.RECORD, rule.severity, rule.text, counts.total(rule.id))
        for rule in rules
        if counts.total(rule.id).total
    ]
