"""Row-level security of contact details and messages."""

from esfportal.database.row_level_security import (
    SYSTEM,
    any_of,
    append_only_policies,
    scope_is,
    table_policies,
)
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN, WITH_PARTICIPATION

POLICIES = [
    table_policies("contact_contactdetails", read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN),
    append_only_policies("contact_contactdetailshistory", read=WITH_PARTICIPATION),
    table_policies(
        "contact_message",
        read=any_of(scope_is(SYSTEM), BY_PROJECT_COLUMN),
        add=BY_PROJECT_COLUMN,
        change=any_of(scope_is(SYSTEM), BY_PROJECT_COLUMN),
        remove=scope_is(SYSTEM),
    ),
]
