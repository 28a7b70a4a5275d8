from accounts.audit.row_history import track
from participants.attendance.models.activities import Activity, Session
from participants.attendance.models.attendance import Attendance
from participants.attendance.models.enrolments import Enrolment

ActivityHistory = track(Activity, find_by="project")
SessionHistory = track(Session, hidden={"rest": ["form_number"]}, find_by="project")
EnrolmentHistory = track(Enrolment, hidden={"rest": ["recorded_at"]}, find_by="participation")
AttendanceHistory = track(
    Attendance,
    hidden={
        "sensitive": ["reason"],
        "seal": ["note_encrypted", "note_key_version"],
        "rest": ["recorded_at"],
    },
    find_by="participation",
)
