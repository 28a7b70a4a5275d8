"""Row-level security of reports, their jobs and files.

A submitted report is for all who may open the project, and stays with those who were funders when it was
submitted. A draft is for the project's leaders.
"""

from esfportal.database.row_level_security import (
    OWN_RECORD,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    is_not_link_scope,
    is_own,
    managed_projects,
    scope_is,
    table_policies,
    visible_with,
    wholly_managed_projects,
)

# The memberships' own row-level security lets a user read these. Without a correlation, so that PostgreSQL
# computes it once for a statement.
_HELD = (
    "(SELECT held.project_id FROM team_membership AS held WHERE held.user_id = (SELECT esfportal_user())"
    " AND held.role = '%s' AND held.ended_at IS NULL"
    " AND held.starts_on <= (now() AT TIME ZONE 'Europe/Stockholm')::date"
    " AND (held.ends_on IS NULL OR held.ends_on >= (now() AT TIME ZONE 'Europe/Stockholm')::date))"
)


def held_as(role: str, column: str) -> str:
    """Return the condition that the user has the role in the project that the column names."""
    return f"{column} IN {_HELD % role}"


def signed_for(column: str) -> str:
    return held_as("representative", column)


REPORT = any_of(
    managed_projects("project_id", SYSTEM),
    signed_for("project_id"),
    all_of("status = 'submitted'", column_in("projects", "project_id")),
    column_in("kept_reports", "id"),
)
WITH_REPORT = visible_with("reports_report", "report_id", SYSTEM)
WHOLLY_MANAGED = visible_with(
    "reports_report", "report_id", SYSTEM, where=column_in("manages_whole_project", "seen.project_id")
)
WRITTEN = visible_with(
    "reports_report", "report_id", SYSTEM, where=column_in("manages_any_part", "seen.project_id")
)

# A funder reads its own audience's version and, of earlier reports, the one for everyone.
IS_FUNDER = any_of(column_in("funds", "seen.project_id"), column_in("kept_reports", "seen.id"))
OWN_AUDIENCE = all_of(
    "audience <> 'full'",
    "audience IN ('released', (SELECT CASE WHEN EXISTS (SELECT FROM accounts_user AS reader JOIN accounts_organisation"
    " AS employer ON employer.id = reader.organisation_id WHERE reader.id = (SELECT esfportal_user())"
    " AND reader.is_active AND employer.is_managing_authority) THEN 'authority' ELSE 'funders' END))",
)
FOR_READER = visible_with(
    "reports_report",
    "report_id",
    SYSTEM,
    where=all_of(
        is_not_link_scope(OWN_RECORD),
        any_of(column_in("manages_any_part", "seen.project_id"), f"{IS_FUNDER} IS NOT TRUE", OWN_AUDIENCE),
    ),
)

# The funder writes the answer and nothing else: triggers fix the rest of a submitted report.
CHANGED_REPORT = any_of(
    scope_is(SYSTEM),
    # Only the representative signs.
    all_of("answer = ''", "status <> 'signed'", column_in("manages_whole_project", "project_id")),
    all_of("status IN ('signed', 'draft')", signed_for("project_id")),
    all_of("status = 'submitted'", column_in("funds", "project_id")),
)
LIVING = visible_with(
    "reports_report",
    "report_id",
    SYSTEM,
    where=any_of(
        column_in("manages_whole_project", "seen.project_id"),
        all_of("seen.status = 'submitted'", column_in("funds", "seen.project_id")),
    ),
)

# The project never reads what its funder notes, and one funder not what another does.
READERS_ORGANISATION = (
    "(SELECT reader.organisation_id FROM accounts_user AS reader"
    " WHERE reader.id = (SELECT esfportal_user()) AND reader.is_active)"
)
NOTE = any_of(
    scope_is(),
    all_of(
        column_in("funds", "project_id"),
        f"{column_in('manages_any_part', 'project_id')} IS NOT TRUE",
        any_of(
            f"organisation_id = {READERS_ORGANISATION}",
            all_of("organisation_id IS NULL", is_own("written_by_id")),
        ),
    ),
)
OWN_NOTE = any_of(scope_is(), all_of(NOTE, is_own("written_by_id")))

# Those who keep reports after their time as a funder open them, too.
SIGNING = visible_with(
    "reports_report",
    "report_id",
    SYSTEM,
    where=all_of("step IN ('sign', 'reopen')", signed_for("seen.project_id")),
)
STEP = any_of(
    all_of("step <> 'sign'", LIVING),
    SIGNING,
    all_of("step = 'open'", column_in("kept_reports", "report_id")),
)

POLICIES = [
    table_policies(
        "reports_report",
        read=REPORT,
        add=any_of(
            scope_is(SYSTEM),
            all_of("status = 'draft'", "answer = ''", column_in("manages_whole_project", "project_id")),
        ),
        change=CHANGED_REPORT,
        remove=wholly_managed_projects("project_id", SYSTEM),
    ),
    append_only_policies("reports_reportevent", read=WITH_REPORT, add=STEP),
    table_policies("reports_reportjob", read=WITH_REPORT, add=WHOLLY_MANAGED),
    table_policies("reports_reportfile", read=FOR_READER, add=WHOLLY_MANAGED),
    table_policies("reports_reportrelease", read=FOR_READER, add=WHOLLY_MANAGED),
    # Of protected people, too: for the project, and auditors through their page.
    table_policies("reports_reportpeople", read=WRITTEN, add=WHOLLY_MANAGED),
    # Others read the texts of a submitted report in its document.
    table_policies("reports_reporttext", read=WRITTEN, add=WHOLLY_MANAGED),
    append_only_policies("reports_reporttexthistory", read=WRITTEN),
    # Read by those who read the report. Key rotation changes rows of submitted reports.
    table_policies("reports_reportattachment", read=WITH_REPORT, add=WHOLLY_MANAGED),
    # Those who read a draft comment on it. Comments are removed with the draft.
    table_policies("reports_textcomment", read=WRITTEN, remove=WHOLLY_MANAGED),
    table_policies("reports_reportnote", read=NOTE, add=OWN_NOTE),
    append_only_policies("reports_reportnotehistory", read=NOTE),
    append_only_policies("reports_reporthistory", read=managed_projects()),
    append_only_policies("reports_reportfilehistory", read=FOR_READER),
]
