"""Row-level security of activities: read by all who may open the project, written by those who work in it.

Enrolments and attendance are read and written with the participation.
"""

from esfportal.database.row_level_security import append_only_policies, table_policies, visible_projects
from participants.employers.row_policies import WORKING
from participants.register.row_policies import BY_PROJECT_COLUMN, WITH_PARTICIPATION

TABLES = ("attendance_activity", "attendance_session")
ABOUT_PEOPLE = ("attendance_enrolment", "attendance_attendance")

POLICIES = [
    *(table_policies(table, read=visible_projects(), add=WORKING) for table in TABLES),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in TABLES),
    *(table_policies(table, read=BY_PROJECT_COLUMN) for table in ABOUT_PEOPLE),
    *(append_only_policies(f"{table}history", read=WITH_PARTICIPATION) for table in ABOUT_PEOPLE),
]
