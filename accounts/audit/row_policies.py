"""Row-level security of the audit log."""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    OWN_RECORD,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    has_no_user,
    is_own,
    link_scope_is,
    managed_projects,
    scope_is,
)

# Written in a user's request without naming the user: of an attempt to sign in it is not known whose it was, and the
# other projects of a person are not told who changed the protection.
UNNAMED = "('sign_in_failed', 'sign_in_paused', 'protection_lowered_elsewhere', 'contact_details_removed')"

POLICIES = [
    append_only_policies(
        "audit_auditentry",
        read=any_of(
            # Not even that the funder has written internal notes.
            all_of(managed_projects(), any_of(scope_is(), "object_type <> 'reports.reportnote'")),
            is_own("actor_id"),
            all_of(
                any_of(scope_is(SYSTEM), ADMINISTERS),
                any_of("object_type LIKE 'accounts.%'", "object_type = 'team.membership'"),
            ),
            # Administrators see who submitted and downloaded reports, not the figures in them.
            all_of(ADMINISTERS, "action IN ('report_submitted', 'report_downloaded')"),
            # Funders see who downloaded what they may download themselves, and nothing of drafts.
            all_of(
                column_in("funds", "project_id"),
                "action = 'report_downloaded'",
                "details ->> 'audience' <> 'full'",
                "details ->> 'status' = 'submitted'",
            ),
            # All who work with a project's participants see the same list of unreadable numbers.
            all_of(
                any_of(column_in("people", "project_id"), column_in("part_projects", "project_id")),
                "action IN ('number_unreadable', 'number_readable')",
            ),
            # A participant reads what was done with the own record.
            all_of(
                link_scope_is(OWN_RECORD),
                "object_type = 'register.participation'",
                "object_id = ANY ((SELECT esfportal_ids('linked'))::text[])",
            ),
        ),
        # Also what visitors do before they sign in is audited; no user writes an entry for another, or for nobody.
        add=any_of(
            scope_is(),
            is_own("actor_id"),
            has_no_user(),
            all_of("actor_id IS NULL", f"action IN {UNNAMED}"),
        ),
    )
]
