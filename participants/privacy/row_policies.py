"""Row-level security of the reviews of the access log, and of requests for extracts."""

from esfportal.database.row_level_security import (
    PARTICIPANT,
    SYSTEM,
    any_of,
    append_only_policies,
    column_in,
    linked,
    managed_or_administered,
    table_policies,
    visible_with,
    wholly_managed_projects,
)
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN

POLICIES = [
    table_policies(
        "privacy_extractrequest",
        read=any_of(READ_BY_PROJECT_COLUMN, linked(PARTICIPANT, "participation_id")),
        add=BY_PROJECT_COLUMN,
        remove="false",  # says that the law was followed
    ),
    table_policies(
        "privacy_logreview",
        read=managed_or_administered("project_id", SYSTEM),
        add=wholly_managed_projects("project_id", SYSTEM),
    ),
    append_only_policies("privacy_logreviewhistory", read=managed_or_administered()),
    table_policies(
        "privacy_lognote",
        read=visible_with("privacy_logreview", "review_id"),
        add=visible_with(
            "privacy_logreview", "review_id", where=column_in("manages_whole_project", "seen.project_id")
        ),
    ),
]
