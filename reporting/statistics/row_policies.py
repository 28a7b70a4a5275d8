"""Row-level security of monthly files: for leaders of the whole project."""

from esfportal.database.row_level_security import (
    SYSTEM,
    append_only_policies,
    table_policies,
    wholly_managed_projects,
)

NEVER = "false"  # what was prepared is kept
LED = wholly_managed_projects()
READ = wholly_managed_projects("project_id", SYSTEM)  # reminders, and a person's extract

POLICIES = [
    table_policies("statistics_monthlyfile", read=READ, add=LED, change=LED, remove=NEVER),
    append_only_policies("statistics_monthlyfilehistory", read=LED),
    table_policies("statistics_monthlysettings", read=READ, add=LED, change=LED, remove=LED),
    append_only_policies("statistics_monthlysettingshistory", read=LED),
]
