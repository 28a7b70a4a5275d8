"""Row-level security of activities: read by all who may open the project, written by those who work in it.

Enrolments and attendance are read and written with the participation; own enrolments and their sessions by the
participant, too.
"""

from esfportal.database.row_level_security import (
    PARTICIPANT,
    any_of,
    append_only_policies,
    linked,
    table_policies,
    visible_projects,
)
from participants.employers.row_policies import WORKING
from participants.register.row_policies import BY_PROJECT_COLUMN, READ_BY_PROJECT_COLUMN, WITH_PARTICIPATION

# The column of each table that enrolments name, with its table: enrolments have an `activity_id`, too.
TABLES = {
    "attendance_activity": "attendance_activity.id",
    "attendance_session": "attendance_session.activity_id",
}
ABOUT_PEOPLE = ("attendance_enrolment", "attendance_attendance")


def own_activity(column):
    own = linked(PARTICIPANT, "seen.participation_id")
    return f"EXISTS (SELECT FROM attendance_enrolment AS seen WHERE seen.activity_id = {column} AND {own})"  # nosec B608


POLICIES = [
    *(
        table_policies(table, read=any_of(visible_projects(), own_activity(column)), add=WORKING)
        for table, column in TABLES.items()
    ),
    *(append_only_policies(f"{table}history", read=visible_projects()) for table in TABLES),
    table_policies(
        "attendance_enrolment",
        read=any_of(READ_BY_PROJECT_COLUMN, linked(PARTICIPANT, "participation_id")),
        add=BY_PROJECT_COLUMN,
    ),
    table_policies("attendance_attendance", read=READ_BY_PROJECT_COLUMN, add=BY_PROJECT_COLUMN),
    *(append_only_policies(f"{table}history", read=WITH_PARTICIPATION) for table in ABOUT_PEOPLE),
]
