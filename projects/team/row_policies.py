"""Row-level security of memberships, invitations and team reviews."""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    INVITED,
    OWN_RECORD,
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_own,
    link_scope_is,
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

# Given by administrators and by the funder's own organisation. Who accepts an invitation does so in the project's
# scope. Officers see their colleagues.
OVERSIGHT = "role IN ('funder', 'auditor')"
# Administrators give the role that signs, too.
BY_LEADERS = any_of("role NOT IN ('funder', 'auditor', 'representative')", scope_is(PROJECT))
APPOINTED = all_of(column_in("appoints", "project_id"), OVERSIGHT)
OF_COLLEAGUES = all_of(column_in("funds", "project_id"), OVERSIGHT)

POLICIES = [
    table_policies(
        "team_membership",
        read=any_of(
            managed_projects("project_id", SYSTEM),
            ADMINISTERS,
            is_own("user_id"),
            column_in("people", "project_id"),  # pages show colleagues' names
            column_in("part_projects", "project_id"),
            all_of(link_scope_is(OWN_RECORD), column_in("projects", "project_id")),
            all_of(scope_is(PROJECT), "project_id IS NULL"),  # administrators, who may grant roles
            APPOINTED,
            OF_COLLEAGUES,
        ),
        add=any_of(
            all_of(any_of(wholly_managed_projects(), all_of(managed_projects(), LIMITED)), BY_LEADERS),
            ADMINISTERS,
            APPOINTED,
        ),
    ),
    append_only_policies(
        "team_membershiphistory", read=any_of(visible_projects(), ADMINISTERS, is_own("user_id"), APPOINTED)
    ),
    table_policies(
        "team_invitation",
        read=any_of(managed_projects("project_id", INVITED), ADMINISTERS, APPOINTED),
        add=any_of(all_of(managed_projects(), BY_LEADERS), APPOINTED),
    ),
    append_only_policies("team_invitationhistory", read=any_of(managed_projects(), APPOINTED)),
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
