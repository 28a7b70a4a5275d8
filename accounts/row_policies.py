"""Row-level security of users, organisations and the access log."""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    OWN_RECORD,
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_own,
    link_scope_is,
    managed_projects,
    scope_is,
)

POLICIES = [
    append_only_policies(
        "accounts_accesslogentry",
        read=any_of(
            managed_projects("project_id", SYSTEM),
            is_own("actor_id"),
            ADMINISTERS,
            column_in("people", "project_id"),  # the person page shows its readers
            all_of(
                column_in("part_projects", "project_id"),
                "subjects && (SELECT esfportal_ids('visible_participations'))",
            ),
            all_of(link_scope_is(OWN_RECORD), "subjects && (SELECT esfportal_ids('linked'))"),
        ),
        add=any_of(scope_is(PROJECT), is_own("actor_id")),
    ),
    append_only_policies(
        "accounts_userhistory", read=any_of(scope_is(), ADMINISTERS, is_own("accounts_userhistory.id"))
    ),
    append_only_policies("accounts_organisationhistory", read=any_of(scope_is(), ADMINISTERS)),
]
