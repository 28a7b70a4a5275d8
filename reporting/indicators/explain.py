"""Explanations: evaluate the indicators' conditions and the record rules for one participation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import DateField, Q
from django.utils import timezone

from esfportal.database.prepared_statement import Parameter
from participants.register.models import Participation
from participants.register.prepared_facts import PreparedConditions, prepare_conditions
from projects.models import Project
from reporting.indicators.counting import Period, date_condition
from reporting.indicators.enums import Span
from reporting.indicators.frameworks import for_period
from reporting.indicators.frameworks.base import ENTERED, LEFT, PRESENT, Condition, Indicator, RecordRule
from reporting.indicators.measures import COUNTED
from reporting.indicators.names import Name
from reporting.indicators.validation import WORST_FIRST, current_rules, record_rules

TIMES = {
    ENTERED: Name("har börjat i projektet", "has entered the project"),
    LEFT: Name("har avslutat sitt deltagande", "has left the project"),
    PRESENT: Name("är kvar i projektet", "still takes part"),
}
COMPLETE = Name(
    "posten är komplett: status, utbildning och, till och med 1 augusti 2018, hushåll",
    "the record is complete: status, education and, until 1 August 2018, household",
)


@dataclass(frozen=True)
class EvaluatedCondition:
    text: Name
    holds: bool


@dataclass(frozen=True)
class Explanation:
    """The results of an indicator's conditions; `deciding` is the first one that fails, or None."""

    indicator: Indicator
    counted: bool
    conditions: tuple[EvaluatedCondition, ...]
    deciding: EvaluatedCondition | None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def name(self) -> Name:
        return self.indicator.name


@dataclass(frozen=True)
class PersonReview:
    """The record rules that one participation breaks, worst first, and the explanations of its figures."""

    problems: list[RecordRule]
    explanations: list[Explanation]


def review(participation: Participation, *, on: date | None = None) -> PersonReview:
    """Return problems and explanations as of a day (default today), in one statement."""
    project = participation.project
    framework = for_period(project.programme_period)
    today = timezone.localdate()
    holds = _statement(framework.code, project.starts_on is not None, project.ends_on is not None).evaluate(
        participation,
        day=on or today,
        today=today,
        project_starts_on=project.starts_on,
        project_ends_on=project.ends_on,
    )
    return PersonReview(
        sorted(
            (rule for rule in current_rules(project, framework) if holds[rule.id]),
            key=lambda each: WORST_FIRST.index(each.severity),
        ),
        [_explanation(indicator, holds) for indicator in counted_indicators(project)],
    )


def explain(participation: Participation, code: str, *, on: date | None = None) -> Explanation:
    """Explain one indicator or measure; KeyError for an unknown code."""
    return {each.code: each for each in review(participation, on=on).explanations}[code]


def counted_indicators(project: Project) -> list[Indicator]:
    return counted_in(project.programme_period)


def counted_in(programme_period: str) -> list[Indicator]:
    return [*for_period(programme_period).counted, *COUNTED]


def conditions_of(indicator: Indicator, day: date | Parameter) -> tuple[Condition, ...]:
    """Return the conditions that put a participation in the cumulative figure of `day`."""
    # Together these conditions equal the Q that reporting.indicators.counting counts by.
    whole = Period(date.min, day)
    conditions = [Condition(TIMES[indicator.when], date_condition(indicator.when, Span.CUMULATIVE, whole))]
    return (*conditions, *_undated_conditions(indicator))


def _undated_conditions(indicator: Indicator) -> tuple[Condition, ...]:
    complete = (Condition(COMPLETE, indicator.completeness),) if indicator.complete else ()
    return (*complete, *indicator.conditions)


# Composed once in each process: that takes ten times as long as running it.
@cache
def _statement(framework_code: str, has_start: bool, has_end: bool) -> PreparedConditions:
    framework = for_period(framework_code)
    rules = record_rules(
        framework,
        starts_on=Parameter("project_starts_on", DateField()) if has_start else None,
        ends_on=Parameter("project_ends_on", DateField()) if has_end else None,
        today=Parameter("today", DateField()),
    )
    day = Parameter("day", DateField())
    counted = counted_in(framework_code)
    # Each distinct condition is evaluated once.
    conditions: dict[Name | str, Q] = {
        condition.text: condition.q for each in counted for condition in conditions_of(each, day)
    }
    conditions |= {rule.id: rule.broken for rule in rules}
    return prepare_conditions(conditions, long_term=framework.long_term)


def _explanation(indicator: Indicator, holds: Mapping[Name | str, bool]) -> Explanation:
    texts = [TIMES[indicator.when], *(condition.text for condition in _undated_conditions(indicator))]
    evaluated = tuple(EvaluatedCondition(text, holds[text]) for text in texts)
    deciding = next((each for each in evaluated if not each.holds), None)
    return Explanation(indicator, deciding is None, evaluated, deciding)
