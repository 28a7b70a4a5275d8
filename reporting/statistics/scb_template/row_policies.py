"""Row-level security of templates: a project's for its leaders, a period's for all users to read."""

from esfportal.database.row_level_security import (
    ADMINISTERS,
    OWN_RECORD,
    PROJECT,
    SYSTEM,
    all_of,
    any_of,
    scope_is,
    table_policies,
    wholly_managed_projects,
)

OF_NO_PROJECT = "project_id IS NULL"
OF_USERS = any_of(scope_is(PROJECT, OWN_RECORD), "(SELECT esfportal_user()) IS NOT NULL")
# The nightly task reads which stored files rows name.
READ = any_of(wholly_managed_projects("project_id", SYSTEM), all_of(OF_NO_PROJECT, OF_USERS))
WRITE = any_of(wholly_managed_projects(), all_of(OF_NO_PROJECT, ADMINISTERS))
# What has been in use is kept.
REMOVE = any_of(scope_is(), all_of("used_at IS NULL", WRITE))

POLICIES = [table_policies("scb_template_scbtemplate", read=READ, add=WRITE, remove=REMOVE)]
