"""Row-level security of what is recorded about work in My day."""

from esfportal.database.row_level_security import (
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_own,
    scope_is,
    table_policies,
    visible_with,
)

WORKS_HERE = any_of(column_in("people", "project_id"), column_in("part_projects", "project_id"))
WITH_PARTICIPATION = visible_with("register_participation", "participation_id")

POLICIES = [
    append_only_policies(
        "casework_postponement",
        read=WITH_PARTICIPATION,
        add=all_of(WITH_PARTICIPATION, any_of(scope_is(), is_own("recorded_by_id"))),
    ),
    # The receiver learns who asks, and sees the person only as far as the own role includes it.
    table_policies(
        "casework_handover",
        read=any_of(WITH_PARTICIPATION, is_own("to_worker_id")),
        add=all_of(WITH_PARTICIPATION, any_of(scope_is(), is_own("sent_by_id"))),
        change=any_of(WITH_PARTICIPATION, is_own("to_worker_id")),
        remove=scope_is(),
    ),
    append_only_policies("casework_handoverhistory", read=WITH_PARTICIPATION),
    # All who work with the project's participants see who is away and who covers.
    table_policies(
        "casework_absencecover",
        read=any_of(scope_is(SYSTEM), WORKS_HERE),
        add=any_of(scope_is(), all_of(WORKS_HERE, is_own("recorded_by_id"))),
        change=any_of(scope_is(), WORKS_HERE),
        remove=scope_is(),
    ),
    append_only_policies("casework_absencecoverhistory", read=any_of(scope_is(), WORKS_HERE)),
    table_policies("casework_weeklymail", read=any_of(scope_is(SYSTEM), is_own("user_id"))),
]
