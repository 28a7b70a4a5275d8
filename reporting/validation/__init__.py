"""Validation rules for records (V-R..) and figures (V-A..)."""

# Rules that stored data should not be able to break are checked as well.
from reporting.validation.aggregate import broken_aggregate_rules, fallen_figures
from reporting.validation.held import HELD
from reporting.validation.record import broken_record_rules, record_problems, record_rules, rules_of

__all__ = [
    "HELD",
    "broken_aggregate_rules",
    "broken_record_rules",
    "fallen_figures",
    "record_problems",
    "record_rules",
    "rules_of",
]
