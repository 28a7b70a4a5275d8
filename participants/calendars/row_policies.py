"""Row-level security of calendar links: each user's own; the system finds the user of a link that is opened."""

from esfportal.database.row_level_security import SYSTEM, any_of, is_own, scope_is, table_policies

OWN = is_own("user_id")

POLICIES = [
    table_policies(
        "calendars_calendarlink",
        read=any_of(scope_is(SYSTEM), OWN),
        add=any_of(scope_is(), OWN),
        remove=any_of(scope_is(SYSTEM), OWN),
    ),
]
