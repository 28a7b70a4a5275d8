"""The projects and what hangs on them behind the second wall.

Read where the user may open the project, changed by whoever leads the whole of it. What the public page
shows is read there too; sources of financing and bookings are not among it.
"""

from django.db import migrations

from esfportal.walls import (
    INVITED,
    PUBLISHED,
    SYSTEM,
    any_of,
    append_only_policies,
    column_in,
    enable_rls,
    managed_projects,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)

SHOWN = (
    "projects_projectorganisation",
    "projects_projecttext",
    "projects_phase",
    "projects_event",
    "projects_subproject",
    "projects_projectmunicipality",
    "projects_intervention",
    "projects_target",
    "projects_targetgroup",
    "projects_budgetline",
)
ADMINISTERS = "(SELECT esfportal_administers())"
LED = column_in("leads", "seen.project_id")
STEERED = column_in("steers", "seen.project_id")


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_invitations_and_team_reviews"),
        ("accounts", "0009_walls"),
        ("esfportal", "0003_roles_and_scope"),
    ]

    operations = [
        enable_rls(
            "projects_project",
            read=visible_projects("id", PUBLISHED, SYSTEM, INVITED),
            add=wholly_managed_projects("id"),
        ),
        *(
            enable_rls(
                table, read=visible_projects("project_id", PUBLISHED, INVITED), add=wholly_managed_projects()
            )
            for table in SHOWN
        ),
        enable_rls(
            "projects_subproject_employers",
            read=visible_with("projects_subproject", "subproject_id", PUBLISHED),
            add=visible_with("projects_subproject", "subproject_id", where=STEERED),
        ),
        enable_rls(
            "projects_intervention_employers",
            read=visible_with("projects_intervention", "intervention_id", PUBLISHED),
            add=visible_with("projects_intervention", "intervention_id", where=STEERED),
        ),
        enable_rls(
            "projects_invitation",
            read=any_of(managed_projects("project_id", INVITED), ADMINISTERS),
            add=managed_projects(),
        ),
        enable_rls("projects_teamreview", read=any_of(managed_projects("project_id", SYSTEM), ADMINISTERS)),
        enable_rls("projects_teamanswer", read=visible_with("projects_teamreview", "review_id", SYSTEM)),
        append_only_policies("projects_invitationhistory", read=managed_projects()),
        append_only_policies("projects_teamreviewhistory", read=managed_projects()),
        append_only_policies(
            "projects_teamanswerhistory", read=visible_with("projects_teamreview", "review_id")
        ),
        enable_rls("projects_financingline", read=visible_projects(), add=wholly_managed_projects()),
        enable_rls(
            "projects_financingentry",
            read=visible_with("projects_financingline", "line_id"),
            add=visible_with("projects_financingline", "line_id", where=STEERED),
        ),
        append_only_policies("projects_projecthistory", read=managed_projects("id")),
        append_only_policies("projects_financinglinehistory", read=managed_projects()),
        *(append_only_policies(f"{table}history", read=managed_projects()) for table in SHOWN),
        append_only_policies(
            "projects_financingentryhistory",
            read=visible_with("projects_financingline", "line_id", where=LED),
        ),
        append_only_policies(
            "projects_subprojectemployerhistory",
            read=visible_with("projects_subproject", "subproject_id", where=LED),
        ),
        append_only_policies(
            "projects_interventionemployerhistory",
            read=visible_with("projects_intervention", "intervention_id", where=LED),
        ),
    ]
