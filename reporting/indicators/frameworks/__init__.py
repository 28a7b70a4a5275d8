"""Frameworks: the indicators and rules of each programme period, one module each."""

from reporting.indicators.frameworks import period_2007, period_2014, period_2021
from reporting.indicators.frameworks.base import Condition, Framework, Indicator

__all__ = ["FRAMEWORKS", "Condition", "Framework", "Indicator", "for_period"]

FRAMEWORKS = {module.FRAMEWORK.code: module.FRAMEWORK for module in (period_2007, period_2014, period_2021)}


def for_period(code: str) -> Framework:
    """Return the framework of a programme period such as "2014-2020"; KeyError for an unknown one."""
    return FRAMEWORKS[code]
