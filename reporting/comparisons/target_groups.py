"""Target groups in SQL: whether each participant belongs to one, as participants.register.rules.eligibility says."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When

from participants.register.facts import PlusDays, PlusMonths
from participants.register.models import LabourMarketStatus, Sensitive, Sex
from participants.register.rules.eligibility import LONG_SICK_LEAVE, LONG_UNEMPLOYMENT
from projects.models import Condition, TargetGroup

# SQL's AND and OR take NULL as the rules take an unknown answer.
TRUTH = BooleanField(null=True)


def belongs(group: TargetGroup) -> ExpressionWrapper:
    """Return an expression over facts: true, false, or NULL where an answer is missing."""
    needed = [_age(group)] if group.min_age is not None or group.max_age is not None else []
    needed += [condition(code) for code in group.all_of]
    if group.any_of:
        needed.append(_joined(or_, map(condition, group.any_of)))
    return ExpressionWrapper(_joined(and_, needed) if needed else Q(Value(True)), output_field=TRUTH)


def _joined(join: Any, conditions: Iterable[Any]) -> Q:
    return reduce(join, map(Q, conditions))


def _known(holds: Q, fails: Q) -> Case:
    return Case(When(holds, then=Value(True)), When(fails, then=Value(False)), output_field=TRUTH)


def _age(group: TargetGroup) -> Case:
    lowest = 0 if group.min_age is None else group.min_age
    if group.max_age is None:
        return _known(Q(age__gte=lowest), Q(age__lt=lowest))
    outside = Q(age__lt=lowest) | Q(age__gt=group.max_age)
    return _known(Q(age__gte=lowest, age__lte=group.max_age), outside)


def condition(code: str) -> Any:
    match Condition(code):
        case Condition.UNEMPLOYED:
            return _status(LabourMarketStatus.UNEMPLOYED)
        case Condition.INACTIVE:
            return _status(LabourMarketStatus.INACTIVE)
        case Condition.LONG_TERM_UNEMPLOYED:
            unemployed = _status(LabourMarketStatus.UNEMPLOYED)
            return ExpressionWrapper(Q(unemployed) & Q(_unemployed_for_long()), output_field=TRUTH)
        case Condition.SICK_LISTED:
            return _sick_listed()
        case Condition.LONG_TERM_SICK_LISTED:
            limit = PlusDays(F("sick_listed_since"), LONG_SICK_LEAVE.days)
            return _known(Q(first_entry__gt=limit), Q(first_entry__lte=limit) | _not_sick_listed())
        case Condition.REFUGEE | Condition.DISABILITY as answer:
            return _known(Q(**{answer.value: Sensitive.YES}), Q(**{answer.value: Sensitive.NO}))
        case Condition.NOT_IN_EDUCATION:
            return _known(Q(in_education=False), Q(in_education=True))
        case Condition.WOMAN:
            return _known(Q(sex=Sex.WOMAN), Q(sex=Sex.MAN))
        case answer:  # fields of the same name
            return ExpressionWrapper(F(answer.value), output_field=TRUTH)


def _status(status: str) -> Case:
    others = [value for value in LabourMarketStatus.values if value != status]
    return _known(Q(labour_market_status=status), Q(labour_market_status__in=others))


def _not_sick_listed() -> Q:
    return Q(sick_listed_since__isnull=True, sick_listed=False)


def _sick_listed() -> Case:
    return _known(Q(sick_listed_since__isnull=False) | Q(sick_listed=True), _not_sick_listed())


def _unemployed_for_long() -> Case:
    limits = LONG_UNEMPLOYMENT
    young, older = Q(age__lt=limits.young_below), Q(age__gte=limits.young_below)
    limit_of_young = PlusMonths(F("unemployed_since"), limits.young_months)
    limit = PlusMonths(F("unemployed_since"), limits.months)
    late, early = ("gt", "lte") if limits.strictly else ("gte", "lt")
    return _known(
        (young & Q(**{f"first_entry__{late}": limit_of_young}))
        | (older & Q(**{f"first_entry__{late}": limit})),
        (young & Q(**{f"first_entry__{early}": limit_of_young}))
        | (older & Q(**{f"first_entry__{early}": limit})),
    )
