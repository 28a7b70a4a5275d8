"""Row-level security of memberships, invitations and team reviews."""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    INVITED,
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_own,
    managed_or_administered,
    managed_projects,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)

# A leader of a part grants roles in parts only.
LIMITED = "num_nonnulls(sub_project_id, municipality_id, intervention_id) > 0"

POLICIES = [
    table_policies(
        "team_membership",
        read=any_of(
            managed_projects("project_id", SYSTEM),
            ADMINISTERS,
            is_own("user_id"),
            column_in("people", "project_id"),  # pages show colleagues' names
            column_in("part_projects", "project_id"),
            all_of(scope_is(PROJECT), "project_id IS NULL"),  # administrators, who may grant roles
        ),
        add=any_of(wholly_managed_projects(), ADMINISTERS, all_of(managed_projects(), LIMITED)),
    ),
    append_only_policies(
        "team_membershiphistory", read=any_of(visible_projects(), ADMINISTERS, is_own("user_id"))
    ),
    table_policies(
        "team_invitation",
        read=any_of(managed_projects("project_id", INVITED), ADMINISTERS),
        add=managed_projects(),
    ),
    append_only_policies("team_invitationhistory", read=managed_projects()),
    table_policies(
        "team_teamreview",
        read=managed_or_administered("project_id", SYSTEM),
        add=wholly_managed_projects("project_id", SYSTEM),
    ),
    append_only_policies("team_teamreviewhistory", read=managed_projects()),
    table_policies(
        "team_teamanswer",
        read=visible_with("team_teamreview", "review_id", SYSTEM),
        add=visible_with(
            "team_teamreview", "review_id", where=column_in("manages_whole_project", "seen.project_id")
        ),
    ),
    append_only_policies("team_teamanswerhistory", read=visible_with("team_teamreview", "review_id")),
]
