"""Row-level security of activities: read by all who may open the project, written by those who work in it."""

from esfportal.database.row_level_security import append_only_policies, table_policies, visible_projects
from participants.employers.row_policies import WORKING

TABLES = ("attendance_activity", "attendance_session")

POLICIES = [
    *(table_policies(table, read=visible_projects(), add=WORKING) for table in TABLES),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in TABLES),
]
