"""Row-level security of anonymous participants: only for those who work with the project's participants."""

from esfportal.database.row_level_security import any_of, append_only_policies, scope_is, table_policies
from participants.register.row_policies import WORKS_HERE

WORKING = any_of(scope_is(), WORKS_HERE)

POLICIES = [
    table_policies("anonymous_anonymouscount", read=WORKING),
    append_only_policies("anonymous_anonymouscounthistory", read=WORKING),
]
