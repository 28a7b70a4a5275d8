"""The rules that records (V-R..) and figures (V-A..) must keep, by the ids of the field's reference.

Every rule is checked, also those that nothing stored can break, because a rule that is believed to
hold is only believed. Rules about other things than stored records and computed figures are listed
in `HELD` with how the portal meets them.
"""

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
