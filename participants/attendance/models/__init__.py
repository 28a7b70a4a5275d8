from participants.attendance.models.activities import Activity, Session
from participants.attendance.models.history import ActivityHistory, SessionHistory

__all__ = ["Activity", "ActivityHistory", "Session", "SessionHistory"]
