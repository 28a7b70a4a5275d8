from accounts.audit.row_history import track
from participants.attendance.models.activities import Activity, Session

ActivityHistory = track(Activity, find_by="project")
SessionHistory = track(Session, hidden={"rest": ["form_number"]}, find_by="project")
