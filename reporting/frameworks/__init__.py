"""The programme periods' indicators and rules. A further period is a further module in this list."""

from reporting.frameworks import period_2007, period_2014, period_2021
from reporting.frameworks.base import Condition, Framework, Indicator

__all__ = ["FRAMEWORKS", "Condition", "Framework", "Indicator", "for_period"]

FRAMEWORKS = {module.FRAMEWORK.code: module.FRAMEWORK for module in (period_2007, period_2014, period_2021)}


def for_period(code):
    """The framework of a programme period such as "2014-2020"; KeyError for one there is none of."""
    return FRAMEWORKS[code]
