"""Row-level security of anonymous participants: only for those who work with the project's participants."""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_not_link_scope,
    scope_is,
    table_policies,
    visible_projects,
)
from participants.register.row_policies import WORKS_HERE

WORKING = any_of(scope_is(), WORKS_HERE)
# Auditors read the project's history, and the sums in its full reports (ADR 156).
NO_FUNDER = all_of(
    visible_projects(), f"{column_in('funds', 'project_id')} IS NOT TRUE", is_not_link_scope(OWN_RECORD)
)

POLICIES = [
    table_policies("anonymous_anonymouscount", read=WORKING),
    append_only_policies("anonymous_anonymouscounthistory", read=any_of(WORKING, NO_FUNDER)),
]
