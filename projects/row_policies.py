"""Row-level security of projects and their items.

They are read by all who may open the project, and changed by leaders of the whole project.
"""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    INVITED,
    PROJECT,
    PUBLISHED,
    SYSTEM,
    all_of,
    any_of,
    append_only_policies,
    column_in,
    scope_is,
    table_policies,
    visible_projects,
    visible_with,
    wholly_managed_projects,
)

PUBLIC_TABLES = (  # the public page shows rows of them
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
WHOLLY_MANAGED = column_in("manages_whole_project", "seen.project_id")

POLICIES = [
    table_policies(
        "projects_project",
        read=any_of(
            visible_projects("id", PUBLISHED, SYSTEM, INVITED),
            column_in("kept_projects", "id"),  # former funders see the names of their reports' projects
            column_in("appoints", "id"),
        ),
        add=wholly_managed_projects("id"),
    ),
    *(
        table_policies(
            table,
            read=visible_projects("project_id", PUBLISHED, INVITED),
            add=wholly_managed_projects(),
        )
        for table in PUBLIC_TABLES
    ),
    # Which organisations fund the project, and so who watches over it, is set by administrators (ADR 120).
    table_policies(
        "projects_projectorganisation",
        read=any_of(visible_projects("project_id", PUBLISHED, INVITED), column_in("appoints", "project_id")),
        add=any_of(
            scope_is(),
            # An administrator who loads the project's file.
            all_of(scope_is(PROJECT), column_in("manages_whole_project", "project_id")),
            all_of(column_in("manages_whole_project", "project_id"), "role <> 'funder'"),
            all_of(ADMINISTERS, "role = 'funder'"),
        ),
    ),
    table_policies(
        "projects_subproject_employers",
        read=visible_with("projects_subproject", "subproject_id", PUBLISHED),
        add=visible_with("projects_subproject", "subproject_id", where=WHOLLY_MANAGED),
    ),
    table_policies(
        "projects_intervention_employers",
        read=visible_with("projects_intervention", "intervention_id", PUBLISHED),
        add=visible_with("projects_intervention", "intervention_id", where=WHOLLY_MANAGED),
    ),
    table_policies("projects_financingline", read=visible_projects(), add=wholly_managed_projects()),
    table_policies(
        "projects_financingentry",
        read=visible_with("projects_financingline", "line_id"),
        add=visible_with("projects_financingline", "line_id", where=WHOLLY_MANAGED),
    ),
    # Also entered by the funder, who made the decision that they follow from.
    table_policies(
        "projects_reportduty",
        read=visible_projects("project_id", SYSTEM),
        add=any_of(wholly_managed_projects(), column_in("funds", "project_id")),
    ),
    append_only_policies("projects_reportdutyhistory", read=visible_projects()),
    append_only_policies("projects_projecthistory", read=visible_projects("id")),
    append_only_policies("projects_financinglinehistory", read=visible_projects()),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in PUBLIC_TABLES),
    append_only_policies("projects_projectorganisationhistory", read=visible_projects()),
    # By the history of the parent row, which remains when the row is deleted.
    append_only_policies(
        "projects_financingentryhistory", read=visible_with("projects_financinglinehistory", "line_id")
    ),
    append_only_policies(
        "projects_subprojectemployerhistory",
        read=visible_with("projects_subprojecthistory", "subproject_id"),
    ),
    append_only_policies(
        "projects_interventionemployerhistory",
        read=visible_with("projects_interventionhistory", "intervention_id"),
    ),
]
