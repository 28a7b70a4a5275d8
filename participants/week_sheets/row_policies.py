"""Row-level security of week sheets: with the participation, and the tutor's link reaches its one sheet.

The system finds the sheet of a link that is opened.
"""

from esfportal.database.row_level_security import (
    SYSTEM,
    TUTOR,
    any_of,
    append_only_policies,
    linked,
    scope_is,
    table_policies,
)
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN, WITH_PARTICIPATION

POLICIES = [
    table_policies(
        "week_sheets_weeksheet",
        read=any_of(scope_is(SYSTEM), READ_BY_PROJECT_COLUMN, linked(TUTOR, "id")),
        add=BY_PROJECT_COLUMN,
        change=any_of(BY_PROJECT_COLUMN, linked(TUTOR, "id")),
        remove="false",  # reopened and corrected
    ),
    append_only_policies("week_sheets_weeksheethistory", read=WITH_PARTICIPATION),
]
