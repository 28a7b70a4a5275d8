"""Row-level security of the reviews of the access log."""

from esfportal.database.row_level_security import (
    SYSTEM,
    append_only_policies,
    column_in,
    managed_or_administered,
    table_policies,
    visible_with,
    wholly_managed_projects,
)

POLICIES = [
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
