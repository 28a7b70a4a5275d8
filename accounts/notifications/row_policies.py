"""Row-level security of notifications: each user's own, written by the system."""

from esfportal.database.row_level_security import (
    SYSTEM,
    all_of,
    any_of,
    column_in,
    is_own,
    scope_is,
    table_policies,
)

# Without those of projects in which the user has no role any more.
OWN = all_of(is_own("user_id"), any_of("project_id IS NULL", column_in("projects", "project_id")))
OWN_OR_SYSTEM = any_of(scope_is(SYSTEM), OWN)

POLICIES = [
    table_policies(
        "notifications_notification",
        read=OWN_OR_SYSTEM,
        add=scope_is(SYSTEM),
        change=OWN_OR_SYSTEM,
        remove=scope_is(SYSTEM),
    ),
    table_policies("notifications_notificationchoice", read=any_of(scope_is(SYSTEM), is_own("user_id"))),
]
