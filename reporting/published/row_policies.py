"""Row-level security of published results: written for the project by a task, read by all."""

from esfportal.database.row_level_security import (
    PROJECT,
    PUBLISHED,
    all_of,
    any_of,
    column_in,
    link_scope_is,
    scope_is,
    table_policies,
    visible_projects,
)

POLICIES = [
    table_policies(
        "published_publishedresults",
        read=visible_projects("project_id", PUBLISHED),
        add=any_of(scope_is(), all_of(link_scope_is(PROJECT), column_in("projects", "project_id"))),
    ),
]
