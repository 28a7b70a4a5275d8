from participants.attendance.models.activities import Activity, Session
from participants.attendance.models.attendance import NOTE, Attendance
from participants.attendance.models.enrolments import Enrolment
from participants.attendance.models.history import (
    ActivityHistory,
    AttendanceHistory,
    EnrolmentHistory,
    SessionHistory,
)

__all__ = [
    "NOTE",
    "Activity",
    "ActivityHistory",
    "Attendance",
    "AttendanceHistory",
    "Enrolment",
    "EnrolmentHistory",
    "Session",
    "SessionHistory",
]
