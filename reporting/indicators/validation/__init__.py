"""Validation rules for records (V-R..) and figures (V-A..)."""

# Rules that stored data should not be able to break are checked as well.
from reporting.indicators.validation.aggregate import (
    NEVER_FALL,
    broken_aggregate_rules,
    decreased_figures,
)
from reporting.indicators.validation.enforced_rules import ENFORCED_RULES
from reporting.indicators.validation.record import (
    WORST_FIRST,
    broken_record_rules,
    current_rules,
    record_rules,
)

__all__ = [
    "ENFORCED_RULES",
    "NEVER_FALL",
    "WORST_FIRST",
    "broken_aggregate_rules",
    "broken_record_rules",
    "current_rules",
    "decreased_figures",
    "record_rules",
]
