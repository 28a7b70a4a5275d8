"""Row-level security of uploaded files and import jobs: for their user, while they work in the project."""

from esfportal.database.row_level_security import (
    SYSTEM,
    all_of,
    any_of,
    column_in,
    is_own,
    scope_is,
    table_policies,
)

OWN = any_of(
    scope_is(SYSTEM),
    all_of(
        is_own("created_by_id"),
        any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
    ),
)

TABLES = ("importdraft", "importjob", "markingjob", "markedcopy")
POLICIES = [table_policies(f"imports_{table}", read=OWN) for table in TABLES]
