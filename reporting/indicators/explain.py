"""Explanations: evaluate an indicator's own conditions for one participation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from participants.register.facts import evaluate, with_facts
from participants.register.models import Participation
from projects.models import Project
from reporting.indicators.counting import Period, date_condition
from reporting.indicators.document import Name
from reporting.indicators.enums import Span
from reporting.indicators.frameworks import for_period
from reporting.indicators.frameworks.base import ENTERED, LEFT, PRESENT, Condition, Indicator
from reporting.indicators.measures import COUNTED

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


def explain(participation: Participation, code: str, *, on: date | None = None) -> Explanation:
    """Explain one indicator or measure as of a day (default today); KeyError for an unknown code."""
    indicators = {indicator.code: indicator for indicator in counted_indicators(participation.project)}
    return _explain(participation, [indicators[code]], on)[0]


def explain_all(participation: Participation, *, on: date | None = None) -> list[Explanation]:
    return _explain(participation, counted_indicators(participation.project), on)


def counted_indicators(project: Project) -> list[Indicator]:
    return [*for_period(project.programme_period).counted, *COUNTED]


def conditions_of(indicator: Indicator, day: date) -> tuple[Condition, ...]:
    """Return the conditions that put a participation in the cumulative figure of `day`."""
    # Together these conditions equal the Q that reporting.indicators.counting counts by.
    whole = Period(date.min, day)
    conditions = [Condition(TIMES[indicator.when], date_condition(indicator.when, Span.CUMULATIVE, whole))]
    if indicator.complete:
        conditions.append(Condition(COMPLETE, indicator.completeness))
    return (*conditions, *indicator.conditions)


def _explain(
    participation: Participation, indicators: Sequence[Indicator], on: date | None
) -> list[Explanation]:
    day = on or timezone.localdate()
    framework = for_period(participation.project.programme_period)
    facts = with_facts(Participation.objects.filter(pk=participation.pk), long_term=framework.long_term)
    asked = {indicator.code: conditions_of(indicator, day) for indicator in indicators}
    distinct = {condition.text: condition.q for conditions in asked.values() for condition in conditions}
    # Each distinct condition is evaluated once, all in one statement.
    holds = evaluate(facts, distinct)
    return [_explanation(indicator, asked[indicator.code], holds) for indicator in indicators]


def _explanation(
    indicator: Indicator, conditions: Sequence[Condition], holds: Mapping[Name, bool]
) -> Explanation:
    answered = tuple(EvaluatedCondition(condition.text, holds[condition.text]) for condition in conditions)
    deciding = next((answer for answer in answered if not answer.holds), None)
    return Explanation(indicator, deciding is None, answered, deciding)
